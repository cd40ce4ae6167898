// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.List;
import java.util.function.Function;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Code.Change;
import uringlint.rules.mutation.Rewritten;

/// A way to write code differently that means the same. Each is made at all places of a file at once.
public enum Rewriting {
    RENAMED_LOCALS("locals have other names", Names::renameLocals),
    RENAMED_FUNCTIONS("functions have other names", Functions::rename),
    REORDERED_FUNCTIONS("functions stand in another order", Functions::reorder),
    ADDED_BRACES("single statements stand in braces", Statements::addBraces),
    REMOVED_BRACES("single statements stand without braces", Statements::removeBraces),
    RUN_ONCE("statements stand in loops that are run once", Statements::runOnce),
    UNUSED_LOCALS("variables are declared that nobody uses", Statements::addVariables),
    DEAD_BRANCHES("copies of statements are never run", Statements::addDeadBranches),
    RESULTS_IN_VARIABLES("results are kept in variables", Statements::keepResults),
    SWAPPED_STATEMENTS("independent assignments change places", Statements::swap),
    SWAPPED_ARMS("arms change places, and conditions are negated", Conditions::swapArms),
    TESTS_IN_VARIABLES("conditions are kept in variables", Conditions::keep),
    COMPARED_WITH_ZERO("truth is compared with zero", Conditions::compareWithZero),
    UNLIKELY_CONDITIONS("conditions are unlikely", Conditions::hint),
    TURNED_COMPARISONS("constants are compared with variables", Conditions::turn),
    TESTS_IN_HELPERS("flags are tested in functions", Conditions::testInHelpers),
    OTHER_LOOPS("loops are of another kind", Loops::change),
    SPLIT_DECLARATIONS("variables are declared first and assigned then", Declarations::split),
    CONSTANT_LOCALS("variables that stay the same are constant", Declarations::makeConstant),
    NAMED_TYPES("types have another name", Declarations::nameTypes),
    PARENTHESES("expressions have parentheses", Expressions::parenthesize),
    READS_IN_VARIABLES("reads of the SQE are kept in variables", Expressions::readIntoVariables),
    ALIASED_COMMANDS("commands have a second variable", Aliases::add),
    WRAPPED_COMPLETIONS("completions go through a function of the driver", Expressions::wrapCompletions);

    /// Some at a time, in the order in which they can be made one after the other.
    public static final List<List<Rewriting>> GROUPS = List.of(
            List.of(RENAMED_LOCALS, RENAMED_FUNCTIONS, NAMED_TYPES, PARENTHESES, UNUSED_LOCALS, REORDERED_FUNCTIONS),
            List.of(ADDED_BRACES, TURNED_COMPARISONS, COMPARED_WITH_ZERO, UNLIKELY_CONDITIONS, SPLIT_DECLARATIONS),
            List.of(REMOVED_BRACES, CONSTANT_LOCALS, TESTS_IN_VARIABLES, RUN_ONCE),
            List.of(SWAPPED_STATEMENTS, READS_IN_VARIABLES, RESULTS_IN_VARIABLES, DEAD_BRANCHES),
            List.of(ALIASED_COMMANDS, OTHER_LOOPS, TESTS_IN_HELPERS, SWAPPED_ARMS),
            List.of(WRAPPED_COMPLETIONS));

    private final String words;
    private final Function<Code, List<Change>> changes;

    Rewriting(String words, Function<Code, List<Change>> changes) {
        this.words = words;
        this.changes = changes;
    }

    public String words() {
        return words;
    }

    /// Whether there is something to write differently.
    boolean changes(Code code) {
        return !changes(code, this).isEmpty();
    }

    /// A text that is written differently in these ways, one after the other.
    static Rewritten apply(List<Rewriting> rewritings, Code code) {
        Code now = code;
        Rewritten text = code.rewritten(List.of());
        for (Rewriting rewriting : rewritings) {
            Rewritten next = now.rewritten(changes(now, rewriting));
            text = text.then(next);
            now = new Code(code.path(), text.text());
        }
        return text;
    }

    private static List<Change> changes(Code code, Rewriting rewriting) {
        return code.functions().isEmpty() ? List.of() : rewriting.changes.apply(code);
    }

    /// Whether what was in one function is in two, so that a report may belong into the new one.
    boolean splitsFunctions() {
        return this == WRAPPED_COMPLETIONS;
    }
}
