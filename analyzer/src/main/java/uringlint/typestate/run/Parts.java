// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import uringlint.callgraph.ProgramIndex;
import uringlint.typestate.entry.Callbacks;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Claims;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;

/// What the classes share that say what happens on the paths of an entry point.
public record Parts(
        ProgramIndex index,
        ApiModel model,
        Memory memory,
        Tracker tracker,
        Assumptions assumptions,
        Assignments assignments,
        Claims claims,
        ResultRanges results,
        Reach reach,
        Relevance relevance,
        HandOffs handOffs,
        Callbacks callbacks) {
    public static Parts of(
            ProgramIndex index,
            ApiModel model,
            Memory memory,
            Tracker tracker,
            Relevance relevance,
            HandOffs handOffs,
            Callbacks callbacks) {
        return new Parts(
                index,
                model,
                memory,
                tracker,
                new Assumptions(memory, model),
                new Assignments(index, memory, tracker, relevance),
                new Claims(model, tracker.seen().role(), tracker.arrivals(), relevance::isObjectPointer),
                new ResultRanges(index, model, memory),
                new Reach(index, model, memory, tracker, handOffs),
                relevance,
                handOffs,
                callbacks);
    }

    Observations seen() {
        return tracker.seen();
    }
}
