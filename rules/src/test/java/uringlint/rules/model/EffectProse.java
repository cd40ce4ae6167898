// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Way;

/// Says in words what the tables of the API say of a function, with the names of its arguments.
final class EffectProse {
    private final List<String> parameters;

    private EffectProse(List<String> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /// What a function does, as a sentence without its end.
    static String of(List<Effect> effects, List<String> parameters) {
        var prose = new EffectProse(parameters);
        List<Effect> sizes = effects.stream().filter(Effect.Size.class::isInstance).toList();
        Stream<String> others = effects.stream().filter(effect -> !(effect instanceof Effect.Size)).map(prose::words);
        String checked = sizes.stream().map(size -> prose.name(((Effect.Size) size).argument())).collect(Collectors.joining(" and "));
        Stream<String> trusted = sizes.stream().limit(1).map(_ -> "takes " + checked + " as they are: check them first");
        return Stream.concat(others, trusted).collect(Collectors.joining("; "));
    }

    private String words(Effect effect) {
        return switch (effect) {
            case Effect.OnObject onObject -> onObject(onObject);
            case Effect.HandOff(int object, int callback, _) ->
                "hands %s to task work, which runs %s with it; %1$s is not to be touched afterwards"
                        .formatted(name(object), name(callback));
            case Effect.OnField onField -> onField(onField);
            case Effect.Result(long low, long high) when low == 0 && high == 1 -> "says true or false";
            case Effect.Result(long low, long high) -> low == -4095 && high == 0 ? "may fail" : "gives " + low + " to " + high;
            case Effect.Identity _ -> "gives a name of the ring, to be compared";
            case Effect.Pair(String variant, int argument) ->
                "gives `%s`, which the handler returns, and a handle with which %s is completed later".formatted(variant, name(argument));
            case Effect.Wrap(String variant, int argument) -> "gives %s as `%s`".formatted(name(argument), variant);
            case Effect.Nothing _ -> "does nothing to a command";
            default -> throw new AssertionError("no words for " + effect);
        };
    }

    private String onObject(Effect.OnObject effect) {
        return switch (effect) {
            case Effect.Complete(int object, int result, int flags, int second) ->
                "completes %s".formatted(name(object))
                        + (result < 0 ? "" : " with the result " + name(result))
                        + (second < 0 ? "" : " and the second result " + name(second))
                        + "; %s is gone afterwards".formatted(name(object))
                        + (flags < 0 ? "" : "; " + context(flags));
            case Effect.Use(int object) -> "needs %s to be there still".formatted(name(object));
            case Effect.Reissue(int object) -> "gives %s back to the core, which issues it again".formatted(name(object));
            case Effect.Mark(int object, int flags) ->
                "has the handler called with `%s` for %s when the submitter ends; %s"
                        .formatted(UringFlags.CANCEL, name(object), context(flags));
            case Effect.CarriedObject(int argument) -> "gives the command that %s is for".formatted(name(argument));
            case Effect.Ask(_, int flags) -> flags < 0 ? "asks the ring for something" : context(flags);
            case Effect.Answer(_, int result) -> "makes the answer that completes the command with %s".formatted(name(result));
            case Effect.Lose(int object, boolean isNamed) ->
                isNamed ? "loses %s, if nobody else has it".formatted(name(object)) : "ends the life of %s".formatted(name(object));
            case Effect.Delegate(int object) ->
                "gets %s, and says by its answer whether it keeps the command".formatted(name(object));
        };
    }

    private String onField(Effect.OnField effect) {
        return switch (effect) {
            case Effect.FieldAddress(int argument, String field) -> "gives the address of %s of %s".formatted(part(field), name(argument));
            case Effect.Load(int pointer, String field) -> "gives `%s` of %s".formatted(field, name(pointer));
            case Effect.Fill(int pointer, String field, int source) ->
                "writes %s to %s of %s".formatted(name(source), part(field), name(pointer));
            case Effect.Open(int pointer, String field) -> "gives %s of %s, or an error".formatted(part(field), name(pointer));
            case Effect.Look(int pointer, String field, Way way) ->
                "reads %s of %s, %s".formatted(part(field), name(pointer), switch (way) {
                    case PLAIN, ZERO_TEST, MESSAGE -> "as any memory";
                    case ONCE -> "once, by a volatile access";
                    case COPY -> "as a copy";
                });
            case Effect.SetCallback _, Effect.SetField _ -> throw new AssertionError("no words for " + effect);
        };
    }

    private String context(int flags) {
        return name(flags) + " has to be that of the current context";
    }

    private static String part(String field) {
        return switch (field) {
            case "pdu", "pdu.*" -> "the PDU";
            case "cmd" -> "the payload";
            default -> "`" + field + "`";
        };
    }

    private String name(int argument) {
        return "`" + parameters.get(argument) + "`";
    }
}
