// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Values of algebraic types: a `Term` whose operator names the variant and its fields, as in `#Some{0}`.
public final class Constructors {
    private Constructors() {}

    public static Value of(String variant, List<String> fields, List<Value> values) {
        return new Value.Term("#" + variant + "{" + String.join(",", fields) + "}", values);
    }

    /// A value of the constructor that an operator names, with the values of its fields.
    public static Value of(String operator, Function<String, Value> field) {
        return new Value.Term(operator, fields(operator).stream().map(field).toList());
    }

    public static boolean is(Value value) {
        return value instanceof Value.Term(var operator, _) && operator.startsWith("#");
    }

    /// The variant of a value that is one.
    public static String variant(Value.Term value) {
        return value.operator().substring(1, value.operator().indexOf('{'));
    }

    /// The names of the fields, in the order of the operands.
    public static List<String> fields(Value.Term value) {
        return fields(value.operator());
    }

    private static List<String> fields(String operator) {
        String names = operator.substring(operator.indexOf('{') + 1, operator.length() - 1);
        return names.isEmpty() ? List.of() : Arrays.asList(names.split(","));
    }

    /// The constant to which a value is equal that is of a variant.
    public static Value.Named name(String variant) {
        return new Value.Named("#" + variant);
    }

    /// Whether the name of a constant stands for a variant.
    public static boolean isName(String constant) {
        return constant.startsWith("#");
    }

    /// What a path into a value leads to.
    public static Optional<Value> field(Value.Term value, String name) {
        int at = fields(value).indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(value.operands().get(at));
    }
}
