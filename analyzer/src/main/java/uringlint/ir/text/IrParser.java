package uringlint.ir.text;
import uringlint.ir.TranslationUnit;
import uringlint.source.SourceFile;
final class IrParser { IrParser(String t, SourceFile f) {} TranslationUnit unit() { throw new IllegalArgumentException(); } }
