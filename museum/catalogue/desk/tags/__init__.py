"""号牌: what was scanned, photographed or typed, and what may be done with it; the sheets they are printed on."""
