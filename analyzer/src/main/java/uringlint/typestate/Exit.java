package uringlint.typestate;

/// A way out of a function.
record Exit(Configuration configuration, Value value) {}
