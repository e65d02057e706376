//! Quantities: «99,5%», «20/100.000 trẻ em», «2.500 tỷ đồng».
