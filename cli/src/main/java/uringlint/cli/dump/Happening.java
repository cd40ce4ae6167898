// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.dump;

import uringlint.typestate.observe.Observation;

/// What an observation says, in a few words for those who look into the engine.
final class Happening {
    private Happening() {}

    static String of(Observation observation) {
        String object = " `" + observation.object() + "`";
        return switch (observation) {
            case Observation.Carry(_, var name, _, var isFreed) ->
                (isFreed ? "FREE " : "USE ") + name + " with" + object;
            case Observation.Release(_, var structure) -> "RELEASE " + structure + " with" + object;
            case Observation.Complete(_, var result, _, _, var flags, var hasSecond) ->
                "COMPLETE" + object + " with " + result + flags(flags) + (hasSecond ? ", a second result" : "");
            case Observation.Answer(_, var result, _) -> "ANSWER" + object + " with " + result;
            case Observation.HandOff(_, var carrier, var callback) ->
                "HAND_OFF" + object + " by " + carrier + (callback.isEmpty() ? "" : " to " + callback);
            case Observation.Reissue _ -> "REISSUE" + object;
            case Observation.Mark(_, var flags) -> "MARK" + object + flags(flags);
            case Observation.Publish(_, var place) -> "PUBLISH" + object + " in " + place.text();
            case Observation.Take(_, var place) -> "TAKE" + object + " out of " + place.text();
            case Observation.Touch(_, var isDebug) -> "TOUCH" + object + (isDebug ? " for debugging" : "");
            case Observation.Exit(_, var result, _, _, _, _) -> "EXIT" + object + " with " + result;
            case Observation.Read(_, var access) -> "READ" + object + " " + access.text();
            case Observation.Write(_, var access) -> "WRITE" + object + " " + access.text();
            case Observation.Gauge(_, var use, var access) -> "GAUGE" + object + " " + access.text() + " as " + use;
            case Observation.KeepShared(_, var place, var access) ->
                "KEEP" + object + " " + access.text() + " in " + place.text();
            case Observation.KeepLocal _ -> "KEEP" + object + " with a local variable";
            case Observation.Call(_, var name, var flags, _) -> "CALL" + object + " by " + name + flags(flags);
            case Observation.Sleep(_, var name, var waiting, _) ->
                "SLEEP" + object + " by " + name + " for " + waiting;
            case Observation.MistakenCopy(_, var name) -> "USER" + object + " is no user memory, by " + name;
            case Observation.Start(_, var name) -> "START" + object + " by " + name;
            case Observation.UserCopy(_, var name) -> "USER" + object + " by " + name;
        };
    }

    private static String flags(Observation.Word word) {
        return switch (word) {
            case Observation.Word.None _ -> "";
            case Observation.Word.Given(var value, var facts) ->
                ", flags " + value + (facts.toString().isEmpty() ? "" : " " + facts);
        };
    }
}
