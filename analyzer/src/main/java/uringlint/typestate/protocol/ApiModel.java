// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.Member;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.typestate.value.MemoryLocation;
import uringlint.version.KernelVersion;

/// What the engine must know of the API that the analyzed code uses, as data.
///
/// @param version the release that it is of
/// @param protocol what the tracked object is, and who owes what
/// @param functions the functions of the API, by name
/// @param constants the numbers of the API, by name
/// @param inertPrefixes how the names of functions start that only look at what they get
/// @param outside what is known of functions that have no body here and are not among `functions`
public record ApiModel(
        KernelVersion version,
        Protocol protocol,
        Map<String, List<Effect.Api>> functions,
        Map<String, Long> constants,
        Set<String> inertPrefixes,
        Outside outside) {
    public ApiModel {
        inertPrefixes = Set.copyOf(inertPrefixes);
    }

    public String objectType() {
        return protocol.type();
    }

    /// The result by which an entry point says that it keeps the object.
    public long queued() {
        return protocol.answers().queued();
    }

    /// The result by which an entry point asks for another call.
    public long again() {
        return protocol.answers().again();
    }

    public Set<String> queuedVariants() {
        return protocol.answers().queuedVariants();
    }

    public Set<String> sharedMemoryFields() {
        return protocol.parts().shared();
    }

    /// The member of an object that is the driver's own, or empty.
    public String areaField() {
        return protocol.parts().area();
    }

    public Set<Member> dataMembers() {
        return protocol.entries().data();
    }

    /// The members of a structure by which an object goes along with it, sorted.
    public List<String> dataMembersOf(String tag) {
        return dataMembers().stream().filter(member -> member.owner().equals(tag)).map(Member::name).sorted().toList();
    }

    public Map<Member, Role.Kind> callbackMembers() {
        return protocol.entries().callbacks();
    }

    public Set<String> carrierTypes() {
        return protocol.parts().carriers();
    }

    public Set<String> flags() {
        return protocol.words().flags();
    }

    public Map<Integer, String> flagBits() {
        return protocol.words().bits();
    }

    public Set<String> deathTests() {
        return protocol.words().deathTests();
    }

    public Map<String, Role.Kind> traitMethods() {
        return protocol.entries().methods();
    }

    public Map<String, Role.Kind> callbackResults() {
        return protocol.entries().results();
    }

    public Protocol.CallFlags callFlags() {
        return protocol.words().callFlags();
    }

    public String lockedFlag() {
        return callFlags().unlocked();
    }

    public String cancelFlag() {
        return callFlags().cancel();
    }

    public String waitFlag() {
        return callFlags().nonblock();
    }

    /// Whether a location, in the memory of an object, belongs to the driver.
    public boolean isInArea(MemoryLocation location) {
        List<String> fields = location.fields();
        return !fields.isEmpty() && fields.getFirst().equals(protocol.parts().area());
    }

    public ApiModel withQueuedVariants(Set<String> variants) {
        return new ApiModel(version, protocol.withQueuedVariants(variants), functions, constants, inertPrefixes, outside);
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

    /// What the end of a variable does, by the type that it has; a type that is not known is one of any.
    public Optional<Effect.Api> cleanup(String name) {
        return find(name, 1).or(() -> find(name.substring(0, name.indexOf(':') + 1) + "*", 1));
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
        return protocol.entries().tables().containsKey(member) || protocol.entries().tables().containsKey(member.ofAny());
    }

    /// What enters a function that is stored in a member.
    public Optional<Role.Kind> role(Member member) {
        for (Member key : List.of(member, member.ofAny())) {
            Role.Kind kind = protocol.entries().tables().getOrDefault(key, protocol.entries().callbacks().get(key));
            if (kind != null) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// Whether what a member points to goes along with the carrier that has it.
    public boolean isData(Member member) {
        return protocol.entries().data().contains(member) || protocol.entries().data().contains(member.ofAny());
    }

    /// Whether a function of the API stays what the model says it is, also where the analyzed tree holds its body.
    public boolean hasEffects(String name) {
        return functions.getOrDefault(name, List.of()).stream()
                .anyMatch(api -> api.effects().stream().noneMatch(Effect.Yield.class::isInstance)
                        && api.effects().stream().anyMatch(effect -> !(effect instanceof Effect.Nothing)));
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
