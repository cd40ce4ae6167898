package uringlint.typestate;

import uringlint.callgraph.ProgramIndex;

/// What the classes share that say what happens on the paths of an entry point.
record Parts(ProgramIndex index, ApiModel model, Memory memory, Tracker tracker, Assumptions assumptions, Assignments assignments, Claims claims, Results results,
        Reach reach, Relevance relevance, HandOffs handOffs, Callbacks callbacks) {
    static Parts of(ProgramIndex index, ApiModel model, Memory memory, Tracker tracker, Relevance relevance, HandOffs handOffs, Callbacks callbacks) {
        return new Parts(index, model, memory, tracker, new Assumptions(memory, model), new Assignments(index, memory, tracker, relevance),
                new Claims(model, tracker.seen().role(), tracker.arrivals(), relevance::isObjectPointer), new Results(index, model, memory),
                new Reach(index, memory, tracker, handOffs), relevance, handOffs, callbacks);
    }

    Observations seen() {
        return tracker.seen();
    }
}
