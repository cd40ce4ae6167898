package uringlint.ir;

import uringlint.source.Span;

/// A variable at file level with its initializer (`Unit` where it has none).
public record Global(Variable variable, Expr initializer, Span span) {}
