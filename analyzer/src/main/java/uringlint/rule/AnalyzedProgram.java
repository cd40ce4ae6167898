// SPDX-License-Identifier: Apache-2.0

package uringlint.rule;

import java.util.List;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Function;
import uringlint.source.Problem;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Role;

/// A program and what the engine found out about it. `unfollowed` are those of the entry points with something on their paths
/// that could not be followed; `entered` are the functions that some path ran through; `declarations` are the names of the
/// program and of the headers that declare types for it, for questions about sizes.
public record AnalyzedProgram(
        ProgramIndex index,
        CallGraph graph,
        ProgramIndex declarations,
        ApiModel model,
        List<Role> roles,
        List<Role> unfollowed,
        List<Function> entered,
        List<Observation> observations,
        List<Problem> problems) {
    public AnalyzedProgram {
        roles = List.copyOf(roles);
        unfollowed = List.copyOf(unfollowed);
        entered = List.copyOf(entered);
        observations = List.copyOf(observations);
        problems = List.copyOf(problems);
    }

    /// The same program as the rules of another version see it; only for a model under which the engine finds the same.
    public AnalyzedProgram with(ApiModel other) {
        return new AnalyzedProgram(index, graph, declarations, other, roles, unfollowed, entered, observations, problems);
    }

    /// The observations of one kind, in the order of the entry points and of the paths. All of them are certain.
    public <T extends Observation> List<T> observed(Class<T> kind) {
        return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
