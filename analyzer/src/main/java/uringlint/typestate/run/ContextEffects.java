// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.FlagWords;
import uringlint.typestate.track.Observations;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.Value;

/// What functions of the API do to the task that calls them: they sleep, copy its memory, wake others.
final class ContextEffects {
    private final Tracker tracker;
    private final Observations seen;
    private final Assumptions assumptions;

    ContextEffects(Parts parts) {
        this.tracker = parts.tracker();
        this.seen = parts.seen();
        this.assumptions = parts.assumptions();
    }

    Optional<Value> apply(Effect.OfContext effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Sleep sleep -> sleep(sleep, at.name(), at.arguments(), at.here(), configuration);
            case Effect.Size(var argument) ->
                tracker.decisions().gauge(at.argument(argument), Observation.Use.SIZE, at.here(), configuration);
            case Effect.UserCopy _ -> copies(at.name(), at.arguments(), at.here(), configuration);
            // What their results tell is asked when a path decides by them.
            case Effect.Identity _, Effect.Tell _, Effect.Once _ -> {}
            case Effect.Show(var mark) -> configuration.marks.add(mark);
            case Effect.Register _, Effect.RegisterHeld _, Effect.Log _, Effect.Yield _, Effect.Nothing _ -> {}
            case Effect.Wake _ -> seen.observeOwn(at.here(), configuration, moment -> new Observation.Start(moment, at.name()));
        }
        return Optional.empty();
    }

    void sleep(Effect.Sleep sleep, String function, List<Value> arguments, Site here, Configuration configuration) {
        boolean isDecided = sleep.argument() >= 0 && sleep.argument() < arguments.size();
        if (!isDecided || !hasFlag(arguments.get(sleep.argument()), sleep.flag(), configuration)) {
            sleeps(sleep.waiting(), function, here, configuration);
        }
    }

    void copies(String function, List<Value> arguments, Site here, Configuration configuration) {
        seen.observeOwn(here, configuration, moment -> new Observation.UserCopy(moment, function));
        if (arguments.stream().anyMatch(argument -> tracker.reads().leadsToShared(argument, configuration))) {
            seen.observeOwn(here, configuration, moment -> new Observation.MistakenCopy(moment, function));
        }
    }

    private boolean hasFlag(Value word, String flag, Configuration configuration) {
        return FlagWords.flags(word).contains(new Flag.Named(flag)) || assumptions.flagWords().known(word, configuration).isSet(flag);
    }

    /// Notes that a function may sleep.
    void sleeps(Waiting waiting, String function, Site here, Configuration configuration) {
        seen.observeOwn(here, configuration, moment -> new Observation.Sleep(moment, function, waiting, ""));
    }
}
