package uringlint.typestate.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.Member;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.typestate.value.MemoryLocation;

/// What the engine must know of the API that the analyzed code uses, as data.
///
/// `objectType` is the tag of the tracked type. `queued` is the result by which an entry point says that it keeps the object,
/// `again` the one that asks for another call. The members are those of operation tables and of carriers in which
/// functions and objects are found; one of `Member.ANY` is meant in whatever structure it is. `flags` are the names of all flags that rules ask about, `areaField` is the member of an object
/// that belongs to the driver, `deathTests` are the names by which code looks whether the submitter is still there, and
/// `queuedVariants` are the variants by which an entry point says that it keeps the object. `traitMethods` are the methods, as
/// `Trait::method`, that are entry points of whatever implements the trait, and `flagBits` tells which flag a bit of an entry point's flags is, for code that has
/// its own names or none for them. Functions whose names start with one of `inertPrefixes` only look at what they get. What returns one of the types `callbackResults` and is
/// given to a function that is not known, is a callback. `outside` tells what is known of functions that have no body here and are not among `functions`.
public record ApiModel(
        String version,
        String objectType,
        Map<String, List<Effect.Api>> functions,
        Map<String, Long> constants,
        long queued,
        long again,
        Map<Member, Role.Kind> tableMembers,
        Map<Member, Role.Kind> callbackMembers,
        Set<Member> dataMembers,
        Set<String> sharedMemoryFields,
        CallFlags callFlags,
        Set<String> carrierTypes,
        Set<String> flags,
        String areaField,
        Set<String> deathTests,
        Set<String> queuedVariants,
        Map<String, Role.Kind> traitMethods,
        Map<Integer, String> flagBits,
        Set<String> inertPrefixes,
        Map<String, Role.Kind> callbackResults,
        Outside outside) {
    public ApiModel {
        inertPrefixes = Set.copyOf(inertPrefixes);
        callbackResults = Map.copyOf(callbackResults);
        tableMembers = Map.copyOf(tableMembers);
        callbackMembers = Map.copyOf(callbackMembers);
        dataMembers = Set.copyOf(dataMembers);
        flags = Set.copyOf(flags);
        deathTests = Set.copyOf(deathTests);
        queuedVariants = Set.copyOf(queuedVariants);
    }

    /// The flags that tell calls of an entry point apart: it runs without the core's lock, is asked to give an object back, must not wait; and the one
    /// of an object that was issued before.
    public record CallFlags(String unlocked, String cancel, String nonblock, String reissued) {}

    public String lockedFlag() {
        return callFlags.unlocked();
    }

    public String cancelFlag() {
        return callFlags.cancel();
    }

    public String waitFlag() {
        return callFlags.nonblock();
    }

    /// Whether a location, in the memory of an object, belongs to the driver.
    public boolean isInArea(MemoryLocation location) {
        List<String> fields = location.fields();
        return !fields.isEmpty() && fields.getFirst().equals(areaField);
    }

    public ApiModel withQueuedVariants(Set<String> variants) {
        return new ApiModel(version, objectType, functions, constants, queued, again, tableMembers, callbackMembers, dataMembers, sharedMemoryFields, callFlags, carrierTypes, flags, areaField, deathTests, variants, traitMethods, flagBits, inertPrefixes, callbackResults, outside);
    }

    /// The function of this name that takes this number of arguments.
    public Optional<Effect.Api> find(String name, int arity) {
        for (Effect.Api api : functions.getOrDefault(name, List.of())) {
            if (api.arity() < 0 || api.arity() == arity) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }

    /// The function of this name that takes this number of arguments, or one that takes another.
    public Optional<Effect.Api> nearest(String name, int arity) {
        return find(name, arity).or(() -> functions.getOrDefault(name, List.of()).stream().findFirst());
    }

    /// Whether a function of this name has an effect of a kind.
    public boolean has(String name, Class<? extends Effect> kind) {
        return functions.getOrDefault(name, List.of()).stream().flatMap(api -> api.effects().stream()).anyMatch(kind::isInstance);
    }

    /// The name of the called function; for `guard(mutex)(&lock)` it is `guard:mutex`, if that is known. Empty where a pointer is called.
    public String nameOf(Instruction.Call call) {
        if (!(call.callee() instanceof Expr.Symbol(var name))) {
            return "";
        }
        boolean isTyped = !call.arguments().isEmpty() && call.arguments().getFirst() instanceof Expr.Symbol;
        String typed = isTyped ? name + ":" + ((Expr.Symbol) call.arguments().getFirst()).name() : name;
        return knows(typed) ? typed : name;
    }

    /// Whether a member is one of an operation table, through which only the core calls.
    public boolean isOfTable(Member member) {
        return tableMembers.containsKey(member) || tableMembers.containsKey(member.ofAny());
    }

    /// What enters a function that is stored in a member.
    public Optional<Role.Kind> role(Member member) {
        for (Member key : List.of(member, member.ofAny())) {
            Role.Kind kind = tableMembers.getOrDefault(key, callbackMembers.get(key));
            if (kind != null) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// Whether what a member points to goes along with the carrier that has it.
    public boolean isData(Member member) {
        return dataMembers.contains(member) || dataMembers.contains(member.ofAny());
    }

    /// Whether a function of the API stays what the model says it is, also where the analyzed tree holds its body.
    public boolean hasEffects(String name) {
        return functions.getOrDefault(name, List.of()).stream()
                .anyMatch(api -> api.effects().stream().noneMatch(Effect.Yield.class::isInstance) && api.effects().stream().anyMatch(effect -> !(effect instanceof Effect.Nothing)));
    }

    /// Whether a function only looks at what it gets, by its name.
    public boolean isInert(String name) {
        return inertPrefixes.stream().anyMatch(name::startsWith);
    }

    /// Whether the API has a function of this name, whatever it takes.
    public boolean knows(String name) {
        return functions.containsKey(name);
    }
}
