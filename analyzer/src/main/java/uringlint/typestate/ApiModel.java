package uringlint.typestate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the engine must know of the API that the analyzed code uses, as data.
///
/// `objectType` is the tag of the tracked type. `queued` is the result by which an entry point says that it keeps the object,
/// `again` the one that asks for another call. The field sets name the members of operation tables (and of carriers) in which
/// functions and objects are found. `waitFlag` says that an entry point must not wait. `flags` are the names of all flags that rules ask about, `areaField` is the member of an object
/// that belongs to the driver, `deathTests` are the names by which code looks whether the submitter is still there, and
/// `queuedVariants` are the variants by which an entry point says that it keeps the object. `traitMethods` are the methods, as
/// `Trait::method`, that are entry points of whatever implements the trait, and `flagBits` tells which flag a bit of an entry point's flags is, for code that has
/// its own names or none for them.
public record ApiModel(
        String version,
        String objectType,
        Map<String, List<Effect.Api>> functions,
        Map<String, Long> constants,
        long queued,
        long again,
        Map<String, Role.Kind> tableFields,
        Map<String, Role.Kind> callbackFields,
        Set<String> dataFields,
        Set<String> sharedMemoryFields,
        String lockedFlag,
        String cancelFlag,
        String waitFlag,
        Set<String> carrierTypes,
        Set<String> flags,
        String areaField,
        Set<String> deathTests,
        Set<String> queuedVariants,
        Map<String, Role.Kind> traitMethods,
        Map<Integer, String> flagBits) {
    public ApiModel {
        flags = Set.copyOf(flags);
        deathTests = Set.copyOf(deathTests);
        queuedVariants = Set.copyOf(queuedVariants);
    }

    ApiModel withQueuedVariants(Set<String> variants) {
        return new ApiModel(version, objectType, functions, constants, queued, again, tableFields, callbackFields, dataFields, sharedMemoryFields, lockedFlag, cancelFlag,
                waitFlag, carrierTypes, flags, areaField, deathTests, variants, traitMethods, flagBits);
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

    /// Whether the API has a function of this name, whatever it takes.
    public boolean knows(String name) {
        return functions.containsKey(name);
    }
}
