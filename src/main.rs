fn main() -> std::process::ExitCode {
    cancu::cli::main()
}
