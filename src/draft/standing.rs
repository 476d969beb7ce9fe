//! Where a line stands among its neighbours: what settles, before its words are compared, whether it may be a heading of the house. It does not
//! know the house.
