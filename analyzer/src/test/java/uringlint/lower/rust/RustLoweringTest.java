// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uringlint.ir.Function;
import uringlint.ir.text.IrText;
import uringlint.ir.text.IrVerifier;
import uringlint.load.Front;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

class RustLoweringTest {
    private static final String DECLARED = """
            struct Ticket { inner: NonNull<bindings::ticket> }
            impl Ticket { fn id(&self) -> u32; fn done(self, result: i32); }
            struct Shelf { slot: Mutex<Option<Ticket>>, count: Mutex<u32>, all: Mutex<KVec<Ticket>> }
            enum Mark { Off, Low(u32), High { at: u32, name: u32 } }
            const LIMIT: u32 = 9;
            fn check(number: u32) -> Result<u32>;
            """;

    /// The blocks of the last function, without its head.
    private static String body(String code) {
        var file = new SourceFile("test.rs", (DECLARED + code).getBytes(StandardCharsets.UTF_8));
        try (var front = new Front()) {
            List<Function> functions = front.lowerRust(List.of(file), List.of()).getFirst().functions();
            functions.forEach(function -> assertThat(IrVerifier.verify(function)).isEmpty());
            assertThat(front.problems()).extracting(Problem::message).isEmpty();
            String text = IrText.print(functions.getLast());
            return text.substring(text.indexOf("b0:"), text.lastIndexOf('}')).strip().replace("\n  ", "\n");
        }
    }

    static Stream<Arguments> ownership() {
        return Stream.of(
                Arguments.of("a guard ends with the condition it is asked in", """
                        fn f(shelf: &Shelf, is_late: bool) -> u32 {
                            if *shelf.count.lock() > 1 && !is_late { 1 } else { 2 }
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->count)
                        %2 = %1.* > 1
                        drop %1 "guard:Mutex"
                        branch %2 ? b1 : b3
                        b1:
                        branch is_late ? b3 : b2
                        b2:
                        return 1
                        b3:
                        return 2"""),
                Arguments.of("a guard in the value of `if let` ends after both arms", """
                        fn f(shelf: &Shelf) {
                            if let Some(ticket) = shelf.slot.lock().take() { ticket.done(0); } else { missed(); }
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->slot)
                        %2 = %1.*
                        %1.* = None
                        branch %2 != None ? b1 : b2
                        b1:
                        ticket = %2
                        %3 = ticket
                        ticket = ()
                        %4 = call `Ticket::done`(%3, 0)
                        drop %1 "guard:Mutex"
                        return ()
                        b2:
                        %5 = call missed()
                        drop %1 "guard:Mutex"
                        return ()"""),
                Arguments.of("a guard that is moved into a variable is dropped once", """
                        fn f(shelf: &Shelf) -> u32 {
                            let count = shelf.count.lock();
                            let seen = *count;
                            drop(count);
                            seen
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->count)
                        count = %1
                        seen = count.*
                        %2 = count
                        count = ()
                        drop %2 "guard:Mutex"
                        return seen"""),
                Arguments.of("a guard that is returned is not dropped", """
                        fn f(shelf: &Shelf) -> Guard<'_, u32, Backend> {
                            shelf.count.lock()
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->count)
                        return %1"""),
                Arguments.of("a reference keeps the guard it is made of", """
                        fn f(shelf: &Shelf) -> u32 {
                            let count = &mut *shelf.count.lock();
                            *count += 1;
                            after();
                            *count
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->count)
                        count = %1
                        count.* = count.* + 1
                        %2 = call after()
                        %3 = count.*
                        drop %1 "guard:Mutex"
                        return %3"""),
                Arguments.of("what an arm's guard refuses is not moved", """
                        fn f(slot: Option<Ticket>) -> u32 {
                            match slot {
                                Some(ticket) if ticket.id() == 3 => { ticket.done(0); 1 }
                                Some(ticket) => 2,
                                None => 3,
                            }
                        }""", """
                        b0:
                        branch slot != None ? b1 : b3
                        b1:
                        ticket = slot
                        %1 = call `Ticket::id`(ticket)
                        branch %1 == 3 ? b2 : b3
                        b2:
                        slot = ()
                        %2 = ticket
                        ticket = ()
                        %3 = call `Ticket::done`(%2, 0)
                        return 1
                        b3:
                        branch slot != None ? b4 : b5
                        b4:
                        ticket#2 = slot
                        slot = ()
                        drop ticket#2 "drop:Ticket"
                        return 2
                        b5:
                        branch slot == None ? b6 : b7
                        b6:
                        drop slot "drop:Ticket"
                        return 3
                        b7:
                        unreachable"""),
                Arguments.of("each turn of a loop drops what it bound", """
                        fn f(shelf: &Shelf) {
                            while let Some(ticket) = shelf.slot.lock().take() {
                                if ticket.id() == 1 { continue; }
                                if ticket.id() == 2 { break; }
                                ticket.done(0);
                            }
                        }""", """
                        b0:
                        jump b1
                        b1:
                        %1 = call `Mutex::lock`(&shelf->slot)
                        %2 = %1.*
                        %1.* = None
                        branch %2 != None ? b2 : b7
                        b2:
                        ticket = %2
                        %3 = call `Ticket::id`(ticket)
                        branch %3 == 1 ? b3 : b4
                        b3:
                        drop ticket "leave:Ticket"
                        drop %1 "guard:Mutex"
                        jump b1
                        b4:
                        %4 = call `Ticket::id`(ticket)
                        branch %4 == 2 ? b5 : b6
                        b5:
                        drop ticket "leave:Ticket"
                        drop %1 "guard:Mutex"
                        jump b8
                        b6:
                        %5 = ticket
                        ticket = ()
                        %6 = call `Ticket::done`(%5, 0)
                        drop %1 "guard:Mutex"
                        jump b1
                        b7:
                        drop %1 "guard:Mutex"
                        jump b8
                        b8:
                        return ()"""),
                Arguments.of("the elements of an iteration", """
                        fn f(shelf: &Shelf) {
                            for ticket in shelf.all.lock().drain(..) { if ticket.id() > 1 { ticket.done(1); } }
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->all)
                        %2 = call `Vec::drain`(%1)
                        jump b1
                        b1:
                        %3 = call `Iterator::more`(%2)
                        branch %3 ? b2 : b5
                        b2:
                        %4 = call `Iterator::take`(%2)
                        ticket = %4
                        %5 = call `Ticket::id`(ticket)
                        branch %5 > 1 ? b3 : b4
                        b3:
                        %6 = ticket
                        ticket = ()
                        %7 = call `Ticket::done`(%6, 1)
                        jump b4
                        b4:
                        drop ticket "leave:Ticket"
                        jump b1
                        b5:
                        drop %1 "guard:Mutex"
                        return ()"""),
                Arguments.of("`let else`", """
                        fn f(shelf: &Shelf) -> Result<u32> {
                            let Some(ticket) = shelf.slot.lock().take() else { return Err(ENOENT) };
                            Ok(ticket.id())
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->slot)
                        %2 = %1.*
                        %1.* = None
                        drop %1 "guard:Mutex"
                        branch %2 != None ? b1 : b2
                        b1:
                        ticket = %2
                        %3 = call `Ticket::id`(ticket)
                        drop ticket "drop:Ticket"
                        return %3
                        b2:
                        return -ENOENT"""),
                Arguments.of("an early return drops what is still there", """
                        fn f(shelf: &Shelf, ticket: Option<Ticket>) -> Result {
                            let count = shelf.count.lock();
                            let ticket = ticket.ok_or(ENOENT)?;
                            check(&ticket)?;
                            ticket.done(0);
                            Ok(())
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->count)
                        count = %1
                        %2 = ticket
                        ticket = ()
                        branch %2 != None ? b1 : b2
                        b1:
                        %3 = #Ok{`0` = %2}
                        jump b3
                        b2:
                        %3 = #Err{`0` = -ENOENT}
                        jump b3
                        b3:
                        branch is<Ok>(%3) ? b5 : b4
                        b4:
                        %4 = %3.`0`
                        drop count "guard:Mutex"
                        return %4
                        b5:
                        ticket#2 = %3.`0`
                        %5 = call check(ticket#2)
                        branch %5 >= 0 ? b7 : b6
                        b6:
                        drop ticket#2 "leave:Ticket"
                        drop count "guard:Mutex"
                        return %5
                        b7:
                        %6 = ticket#2
                        ticket#2 = ()
                        %7 = call `Ticket::done`(%6, 0)
                        drop count "guard:Mutex"
                        return ()"""),
                Arguments.of("an error that is no number", """
                        fn f(slot: &mut Option<Ticket>, ticket: Ticket) -> Result<(), Ticket> {
                            if slot.is_some() { return Err(ticket); }
                            *slot = Some(ticket);
                            Ok(())
                        }""", """
                        b0:
                        branch slot.* != None ? b1 : b2
                        b1:
                        %1 = ticket
                        ticket = ()
                        return #Err{`0` = %1}
                        b2:
                        %2 = ticket
                        ticket = ()
                        %3 = slot.*
                        slot.* = %2
                        drop %3 "drop:Ticket"
                        return #Ok{`0` = ()}"""),
                Arguments.of("what a statement makes and nobody takes", """
                        fn f(shelf: &Shelf) {
                            shelf.slot.lock().take();
                            let _ = shelf.slot.lock().take();
                        }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->slot)
                        %2 = %1.*
                        %1.* = None
                        drop %2 "drop:Ticket"
                        drop %1 "guard:Mutex"
                        %3 = call `Mutex::lock`(&shelf->slot)
                        %4 = %3.*
                        %3.* = None
                        drop %4 "drop:Ticket"
                        drop %3 "guard:Mutex"
                        return ()"""),
                Arguments.of("alternatives give the same name its value", """
                        fn f(mark: Mark) -> u32 {
                            match mark { Mark::Low(at) | Mark::High { at, .. } => at, Mark::Off => 0 }
                        }""", """
                        b0:
                        branch is<Low>(mark) ? b1 : b2
                        b1:
                        %1 = mark.`0`
                        jump b4
                        b2:
                        branch is<High>(mark) ? b3 : b5
                        b3:
                        %1 = mark.at
                        jump b4
                        b4:
                        at = %1
                        return at
                        b5:
                        branch is<Off>(mark) ? b6 : b7
                        b6:
                        return 0
                        b7:
                        unreachable"""),
                Arguments.of("elements of slices", """
                        fn f(bytes: &[u8]) -> u8 {
                            match bytes { [] => 0, [one] => *one, [first, .., last] => *first + *last }
                        }""", """
                        b0:
                        %1 = call `Vec::len`(bytes)
                        branch %1 == 0 ? b1 : b2
                        b1:
                        return 0
                        b2:
                        %2 = call `Vec::len`(bytes)
                        branch %2 == 1 ? b3 : b4
                        b3:
                        one = &bytes.*[0]
                        return one.*
                        b4:
                        %3 = call `Vec::len`(bytes)
                        branch %3 >= 2 ? b5 : b6
                        b5:
                        first = &bytes.*[0]
                        last = &bytes.*[%3 - 1]
                        return first.* + last.*
                        b6:
                        unreachable"""),
                Arguments.of("ranges, constants and guards", """
                        fn f(number: u32) -> u32 {
                            match number { 0 => 1, 1..=4 => 2, 5 | 6 => 3, LIMIT => 4, other if other > 100 => other, _ => 0 }
                        }""", """
                        b0:
                        branch number == 0 ? b1 : b2
                        b1:
                        return 1
                        b2:
                        branch number >= 1 ? b3 : b5
                        b3:
                        branch number <= 4 ? b4 : b5
                        b4:
                        return 2
                        b5:
                        branch number == 5 ? b7 : b6
                        b6:
                        branch number == 6 ? b7 : b8
                        b7:
                        return 3
                        b8:
                        branch number == LIMIT ? b9 : b10
                        b9:
                        return 4
                        b10:
                        other = number
                        branch other > 100 ? b11 : b12
                        b11:
                        return other
                        b12:
                        return 0"""),
                Arguments.of("parts of tuples", """
                        fn f(pair: (u32, Option<u32>)) -> u32 {
                            match pair { (1, Some(given)) => given, (_, None) => 0, (other, _) => other }
                        }""", """
                        b0:
                        branch pair.`0` == 1 ? b1 : b3
                        b1:
                        branch is<Some>(pair.`1`) ? b2 : b3
                        b2:
                        given = pair.`1`.`0`
                        return given
                        b3:
                        branch is<None>(pair.`1`) ? b4 : b5
                        b4:
                        return 0
                        b5:
                        other = pair.`0`
                        return other"""),
                Arguments.of("`as_ref` looks, `take` takes", """
                        fn f(slot: &mut Option<Ticket>) -> u32 {
                            let id = match slot.as_ref() { Some(ticket) => ticket.id(), None => 0 };
                            if let Some(ticket) = slot.take() { ticket.done(0); }
                            id
                        }""", """
                        b0:
                        branch slot.* != None ? b1 : b2
                        b1:
                        ticket = slot.*
                        %1 = call `Ticket::id`(ticket)
                        %2 = %1
                        jump b5
                        b2:
                        branch slot.* == None ? b3 : b4
                        b3:
                        %2 = 0
                        jump b5
                        b4:
                        unreachable
                        b5:
                        id = %2
                        %3 = slot.*
                        slot.* = None
                        branch %3 != None ? b6 : b7
                        b6:
                        ticket#2 = %3
                        %4 = ticket#2
                        ticket#2 = ()
                        %5 = call `Ticket::done`(%4, 0)
                        jump b7
                        b7:
                        return id"""),
                Arguments.of("arguments are evaluated, functions only where they are needed", """
                        fn f(number: Option<u32>) -> u32 {
                            number.unwrap_or(first()) + number.unwrap_or_else(|| second())
                        }""", """
                        b0:
                        %1 = call first()
                        branch is<Some>(number) ? b1 : b2
                        b1:
                        %2 = number.`0`
                        jump b3
                        b2:
                        %2 = %1
                        jump b3
                        b3:
                        branch is<Some>(number) ? b4 : b5
                        b4:
                        %3 = number.`0`
                        jump b6
                        b5:
                        %4 = call second()
                        %3 = %4
                        jump b6
                        b6:
                        return %2 + %3"""),
                Arguments.of("closures that run at once", """
                        fn f(number: u32) -> Result<u32> {
                            let twice = |value: u32| value + number;
                            (|| -> Result<u32> {
                                let checked = check(number)?;
                                if checked > 3 { return Err(EINVAL); }
                                Ok(twice(checked))
                            })()
                        }""", """
                        b0:
                        %1 = call check(number)
                        branch %1 >= 0 ? b2 : b1
                        b1:
                        %2 = %1
                        jump b5
                        b2:
                        checked = %1
                        branch checked > 3 ? b3 : b4
                        b3:
                        %2 = -EINVAL
                        jump b5
                        b4:
                        value = checked
                        %2 = value + number
                        jump b5
                        b5:
                        return %2"""),
                Arguments.of("combinators", """
                        fn f(number: Option<u32>) -> Result<u32> {
                            number.filter(|value| *value > 2).map(|value| value + 1).ok_or_else(|| EINVAL)
                        }""", """
                        b0:
                        branch is<Some>(number) ? b1 : b5
                        b1:
                        value = &number.`0`
                        branch value.* > 2 ? b2 : b3
                        b2:
                        %1 = number
                        jump b4
                        b3:
                        %1 = #None{}
                        jump b4
                        b4:
                        %2 = %1
                        jump b6
                        b5:
                        %2 = #None{}
                        jump b6
                        b6:
                        branch is<Some>(%2) ? b7 : b8
                        b7:
                        value#2 = %2.`0`
                        %3 = #Some{`0` = value#2 + 1}
                        jump b9
                        b8:
                        %3 = #None{}
                        jump b9
                        b9:
                        branch is<Some>(%3) ? b10 : b11
                        b10:
                        %4 = %3.`0`
                        jump b12
                        b11:
                        %4 = -EINVAL
                        jump b12
                        b12:
                        return %4"""),
                Arguments.of("`transpose`", """
                        fn f(number: Option<u32>) -> Result<Option<u32>> {
                            let all: Result<Option<u32>> = number.map(|value| check(value)).transpose();
                            all
                        }""", """
                        b0:
                        branch is<Some>(number) ? b1 : b2
                        b1:
                        value = number.`0`
                        %1 = call check(value)
                        %2 = #Some{`0` = %1}
                        jump b3
                        b2:
                        %2 = #None{}
                        jump b3
                        b3:
                        branch is<Some>(%2) ? b4 : b8
                        b4:
                        branch %2.`0` >= 0 ? b5 : b6
                        b5:
                        %3 = #Ok{`0` = #Some{`0` = %2.`0`}}
                        jump b7
                        b6:
                        %3 = #Err{`0` = %2.`0`}
                        jump b7
                        b7:
                        %4 = %3
                        jump b9
                        b8:
                        %4 = #Ok{`0` = #None{}}
                        jump b9
                        b9:
                        all = %4
                        return all"""),
                Arguments.of("labels, and loops with a value", """
                        fn f(number: u32) -> u32 {
                            let start = 'start: { if number > 3 { break 'start 1; } 2 };
                            'outer: loop {
                                loop {
                                    if start > 1 { break 'outer 5; }
                                    if number > 0 { continue 'outer; }
                                    break;
                                }
                            }
                        }""", """
                        b0:
                        branch number > 3 ? b1 : b2
                        b1:
                        %1 = 1
                        jump b3
                        b2:
                        %1 = 2
                        jump b3
                        b3:
                        start = %1
                        jump b4
                        b4:
                        branch start > 1 ? b5 : b6
                        b5:
                        %2 = 5
                        return %2
                        b6:
                        branch number > 0 ? b4 : b4"""),
                Arguments.of("a chain of patterns", """
                        fn f(one: Option<u32>, other: Option<u32>) -> u32 {
                            if let Some(a) = one && let Some(b) = other && a > b { a } else { 0 }
                        }""", """
                        b0:
                        branch is<Some>(one) ? b1 : b4
                        b1:
                        a = one.`0`
                        branch is<Some>(other) ? b2 : b4
                        b2:
                        b = other.`0`
                        branch a > b ? b3 : b4
                        b3:
                        return a
                        b4:
                        return 0"""),
                Arguments.of("`matches!`", """
                        fn f(mark: &Mark) -> bool { matches!(mark, Mark::Low(at) if *at > 3) }""", """
                        b0:
                        branch is<Low>(mark.*) ? b1 : b3
                        b1:
                        at = &mark->`0`
                        branch at.* > 3 ? b2 : b3
                        b2:
                        %1 = true
                        jump b4
                        b3:
                        %1 = false
                        jump b4
                        b4:
                        return %1"""),
                Arguments.of("references of raw pointers are calls, those of guards are not", """
                        fn f(shelf: &Shelf, raw: *mut u32) {
                            let count = unsafe { &mut *raw };
                            *count = 1;
                            let slot = core::mem::replace(&mut *shelf.slot.lock(), None);
                        }""", """
                        b0:
                        %1 = call `&mut*`(raw)
                        count = %1
                        count.* = 1
                        %2 = call `Mutex::lock`(&shelf->slot)
                        %3 = %2.*
                        %2.* = None
                        drop %2 "guard:Mutex"
                        slot = %3
                        drop slot "drop:Ticket"
                        return ()"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownership")
    void dropsEachValueWhereItEnds(String name, String code, String expected) {
        assertThat(body(code)).isEqualTo(expected.strip());
    }

    static Stream<Arguments> items() {
        return Stream.of(
                Arguments.of("a closure that is handed on is what it captures", """
                        fn f(number: u32) { run(|other| other + number); }""", """
                        b0:
                        %1 = call closure(number)
                        %2 = call run(%1)
                        return ()"""),
                Arguments.of("a function in a function has its own name", """
                        fn f(number: u32) -> u32 { return twice(number); fn twice(number: u32) -> u32 { number * 2 } }""", """
                        b0:
                        return number * 2"""),
                Arguments.of("a function with the same name elsewhere", """
                        fn twice(number: u32) -> u32 { number + number }
                        fn g(number: u32) -> u32 { fn twice(number: u32) -> u32 { number * 2 } twice(number) }
                        fn f(number: u32) -> u32 { twice(number) }""", """
                        b0:
                        %1 = call twice(number)
                        return %1"""),
                Arguments.of("constants of types", """
                        impl Shelf { const WIDTH: u32 = 3; }
                        impl Mark { const WIDTH: u32 = 4; }
                        fn f() -> u32 { Shelf::WIDTH + Mark::WIDTH }""", """
                        b0:
                        return `Shelf::WIDTH` + `Mark::WIDTH`"""),
                Arguments.of("constants of functions", """
                        const DEPTH: u32 = 1;
                        fn f() -> u32 { const DEPTH: u32 = 2; DEPTH }""", """
                        b0:
                        return `f::DEPTH`"""),
                Arguments.of("methods for all that have a trait", """
                        trait Named { fn name(&self) -> u32; }
                        impl Named for Ticket { fn name(&self) -> u32 { 1 } }
                        impl Named for Shelf { fn name(&self) -> u32 { 2 } }
                        impl<T: Named> Other for T { fn go(&self) -> u32 { self.name() } }""", """
                        b0:
                        %1 = call `Named::name`(self)
                        return %1"""),
                Arguments.of("what is left of a structure", """
                        struct Pair { first: u32, second: Option<Ticket>, third: u32 }
                        fn f(pair: Pair) -> Pair { Pair { first: 1, ..pair } }""", """
                        b0:
                        %1 = pair.second
                        pair.second = ()
                        return #Pair{first = 1, second = %1, third = pair.third}"""),
                Arguments.of("a macro with a repetition", """
                        macro_rules! all { ($($value:expr),* $(,)?) => {{ $( note($value); )* }}; }
                        fn f(a: u32, b: u32) { all!(a + 1, b,); }""", """
                        b0:
                        %1 = call note(a + 1)
                        %2 = call note(b)
                        return ()"""),
                Arguments.of("a rule by its first tokens", """
                        macro_rules! pick { (@one $value:expr) => { one($value) }; ($name:ident = $value:expr) => { two($name, $value) }; ($kind:ty) => { three::<$kind>() }; }
                        fn f(a: u32) { pick!(@one a * 2); pick!(a = 3 + 4); pick!([u8; 4]); }""", """
                        b0:
                        %1 = call one(a * 2)
                        %2 = call two(a, 3 + 4)
                        %3 = call three()
                        return ()"""),
                Arguments.of("a macro that uses itself", """
                        macro_rules! count { () => { 0 }; ($head:tt $($tail:tt)*) => { 1 + count!($($tail)*) }; }
                        fn f() -> u32 { count!(a b c) }""", """
                        b0:
                        return 1 + (1 + (1 + 0))"""),
                Arguments.of("a macro that brings functions", """
                        macro_rules! getter { ($name:ident, $value:expr) => { fn $name(&self) -> u32 { $value } }; }
                        impl Shelf { getter!(width, 3); }""", """
                        b0:
                        return 3"""),
                Arguments.of("an initializer", """
                        fn f(this: Ticket) -> impl PinInit<Shelf, Error> {
                            try_pin_init!(Shelf {
                                slot <- new_mutex!(Some(this)), // the only { one
                                count <- new_mutex!(start()?),
                                all: Mutex::new(KVec::new()),
                            }? Error)
                        }""", """
                        b0:
                        %1 = this
                        this = ()
                        %2 = call start()
                        branch %2 >= 0 ? b2 : b1
                        b1:
                        return %2
                        b2:
                        %3 = call `KVec::new`()
                        return #Shelf{slot = %1, count = %2, all = %3}"""),
                Arguments.of("an initializer that knows its place", """
                        fn f() -> impl PinInit<Shelf> { pin_init!(&place in Shelf { count: at(place), _: { note(2); } }) }""", """
                        b0:
                        %1 = call `pin_init::this`()
                        place = %1
                        %2 = call at(place)
                        %3 = call note(2)
                        return #Shelf{count = %2}"""),
                Arguments.of("`container_of!` with a type that has arguments", """
                        fn f(links: *mut Links) -> *mut Node<u8, u8> { container_of!(links, Node<u8, u8>, links) }""", """
                        b0:
                        %1 = call container_of(links, `struct Node`, symbol<links>)
                        return %1"""),
                Arguments.of("logs and checks use their arguments", """
                        fn f(shelf: &Shelf) { pr_info!("{} {count}", shelf.count.lock(), count = 3); assert!(check(1).is_ok(), "text, {}", 1); }""", """
                        b0:
                        %1 = call `Mutex::lock`(&shelf->count)
                        %2 = call pr_info(%1, 3)
                        drop %1 "guard:Mutex"
                        %3 = call check(1)
                        %4 = call `assert!`(%3 >= 0, 1)
                        return ()"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("items")
    void readsItemsAndMacros(String name, String code, String expected) {
        assertThat(body(code)).isEqualTo(expected.strip());
    }
}
