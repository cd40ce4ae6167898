package uringlint.typestate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Values of algebraic types: a `Term` whose operator names the variant and its fields, as in `#Some{0}`.
final class Constructors {
    private Constructors() {}

    static Value of(String variant, List<String> fields, List<Value> values) {
        return new Value.Term("#" + variant + "{" + String.join(",", fields) + "}", values);
    }

    static boolean is(Value value) {
        return value instanceof Value.Term(var operator, _) && operator.startsWith("#");
    }

    /// The variant of a value that is one.
    static String variant(Value.Term value) {
        return value.operator().substring(1, value.operator().indexOf('{'));
    }

    /// The names of the fields, in the order of the operands.
    static List<String> fields(Value.Term value) {
        String names = value.operator().substring(value.operator().indexOf('{') + 1, value.operator().length() - 1);
        return names.isEmpty() ? List.of() : Arrays.asList(names.split(","));
    }

    /// The constant to which a value is equal that is of a variant.
    static Value.Named name(String variant) {
        return new Value.Named("#" + variant);
    }

    /// What a path into a value leads to.
    static Optional<Value> field(Value.Term value, String name) {
        int at = fields(value).indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(value.operands().get(at));
    }
}
