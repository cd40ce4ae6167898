// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

/// The words that the dialect knows, and what it knows about each. Looked up by bytes, so that no token becomes a string.
final class Words {
    /// A word that C's grammar gives a meaning.
    static final int KEYWORD = 1;
    /// A word that can only be part of a type.
    static final int TYPE = 1 << 1;
    /// A type that is one word, and no identifier where the grammar wants an expression.
    static final int SIMPLE_TYPE = 1 << 2;
    /// An attribute without arguments.
    static final int ATTRIBUTE = 1 << 3;
    /// An attribute with arguments.
    static final int CALLED_ATTRIBUTE = 1 << 4;
    /// `__free` and `__cleanup`.
    static final int CLEANUP = 1 << 5;
    /// `struct`, `union`, `enum`.
    static final int TAG = 1 << 6;
    /// `if`, `for`, `while`, `switch`.
    static final int HEAD = 1 << 7;
    /// `return`, `break`, `continue`, `goto`.
    static final int LEAVE = 1 << 8;

    /// The number of no word.
    static final int NONE = 0;

    private static final String ATTRIBUTES = """
            __user __iomem __percpu __rcu __force __kernel __private __nocast __bitwise __safe __init __exit __initdata __exitdata
            __initconst __net_init __net_exit __net_initdata __meminit __cpuinit __devinit __devexit __ref __refdata __must_check
            __maybe_unused __always_unused __unused __used __pure __cold __hot __weak __noreturn __attribute_const__ __visible
            __bpf_kfunc __latent_entropy __deprecated __sched __lockfunc __cpuidle __randomize_layout __no_randomize_layout
            __no_sanitize_address __no_kcsan __noclone __always_inline __inline __inline__ noinline noinline_for_stack
            inline_for_stack notrace asmlinkage __malloc __read_mostly __ro_after_init __cacheline_aligned
            __cacheline_aligned_in_smp ____cacheline_aligned ____cacheline_aligned_in_smp ____cacheline_internodealigned_in_smp
            __packed __nonstring __may_alias __mode __init_or_module __kprobes nokprobe_inline __flatten __no_profile __nocfi
            __designated_init __extension__ __restrict restrict __transparent_union __page_aligned_data __page_aligned_bss
            __init_memblock __initdata_memblock __noscs __noendbr __cfi __no_stack_protector __no_context_analysis __pmem
            noinstr __no_caller_saved_registers __noipa __no_sanitize_memory __no_sanitize_undefined __signed __ptrauth
            __ksym __nosavedata __softirq_entry __fix_address __annotate_jump_table __cpumask_var_read_mostly __tracer_data forceinline
            __no_sanitize_coverage __noinitretpoline __no_kmsan_checks __no_kstack_erase""";
    private static final String CALLED_ATTRIBUTES = """
            __attribute__ __attribute __printf __scanf __acquires __releases __must_hold __acquires_shared __releases_shared
            __must_hold_shared __cond_acquires __cond_releases __cond_acquires_shared __counted_by __counted_by_le __counted_by_be
            __counted_by_ptr __sized_by __aligned __section __alloc_size __assume_aligned __free __cleanup __guarded_by
            __pt_guarded_by __guarded_by_ptr __rcu_guarded __nonnull __no_sanitize __alias __error __compiletime_error __diagnose_as
            __declspec __protected_by __realloc_size __context_unsafe __nonstring_array __copy __flex_counter
            __compiletime_warning __must_not_hold __must_not_hold_shared AUTO_KFREE AUTO_KVFREE""";
    private static final String KEYWORDS = """
            if else for while do switch case default return goto break continue sizeof typeof __typeof__ struct union enum static
            const volatile extern inline unsigned signed int long short char void float double register typedef auto bool _Bool
            alignof _Alignof __alignof__ offsetof asm __asm__ __asm volatile__ __volatile__ defined typeof_unqual""";
    private static final String SIMPLE_TYPES = """
            int long short char void unsigned signed float double bool size_t ssize_t u8 u16 u32 u64 s8 s16 s32 s64 uint8_t
            uint16_t uint32_t uint64_t int8_t int16_t int32_t int64_t uintptr_t intptr_t ptrdiff_t""";
    private static final String OTHERS = "__builtin_offsetof this_cpu_ptr STATIC DECLARE_BITMAP DECLARE_HASHTABLE DECLARE_FLEX_ARRAY "
            + "struct_group __struct_group struct_group_tagged struct_group_attr";

    private static final int SIZE = 1024;
    private static final int MASK = SIZE - 1;

    private static final byte[][] TEXTS = new byte[SIZE][];
    private static final String[] NAMES = new String[SIZE];
    private static final short[] FLAGS = new short[SIZE];

    static {
        add(ATTRIBUTES, ATTRIBUTE);
        add(CALLED_ATTRIBUTES, CALLED_ATTRIBUTE);
        add("__free __cleanup AUTO_KFREE AUTO_KVFREE", CLEANUP);
        add(KEYWORDS, KEYWORD);
        add(SIMPLE_TYPES, SIMPLE_TYPE | TYPE);
        add("struct union enum const volatile", TYPE);
        add("struct union enum", TAG);
        add("if for while switch", HEAD);
        add("return break continue goto", LEAVE);
        add(OTHERS, 0);
    }

    static final int STRUCT = number("struct");
    static final int UNION = number("union");
    static final int ENUM = number("enum");
    static final int CONST = number("const");
    static final int STATIC = number("static");
    static final int EXTERN = number("extern");
    static final int INLINE = number("inline");
    static final int RETURN = number("return");
    static final int ELSE = number("else");
    static final int DO = number("do");
    static final int CASE = number("case");
    static final int DEFAULT = number("default");
    static final int IF = number("if");
    static final int WHILE = number("while");
    static final int AUTO = number("auto");
    static final int TYPEOF = number("typeof");
    static final int OLD_TYPEOF = number("__typeof__");
    static final int ALIGNOF = number("__alignof__");
    static final int AUTO_KFREE = number("AUTO_KFREE");
    static final int AUTO_KVFREE = number("AUTO_KVFREE");
    static final int OFFSETOF = number("offsetof");
    static final int BUILTIN_OFFSETOF = number("__builtin_offsetof");
    static final int THIS_CPU_PTR = number("this_cpu_ptr");
    static final int UPPER_STATIC = number("STATIC");
    static final int DECLARE_BITMAP = number("DECLARE_BITMAP");
    static final int DECLARE_HASHTABLE = number("DECLARE_HASHTABLE");
    static final int DECLARE_FLEX_ARRAY = number("DECLARE_FLEX_ARRAY");
    static final int STRUCT_GROUP = number("struct_group");
    static final int RAW_STRUCT_GROUP = number("__struct_group");
    static final int STRUCT_GROUP_TAGGED = number("struct_group_tagged");
    static final int STRUCT_GROUP_ATTR = number("struct_group_attr");

    private Words() {}

    /// The number of the word in `[start, end)`, or `NONE`. `hash` is what `hash` gives for its bytes.
    static int find(byte[] bytes, int start, int end, int hash) {
        int slot = slot(hash);
        while (TEXTS[slot] != null) {
            if (isAt(TEXTS[slot], bytes, start, end)) {
                return slot;
            }
            slot = after(slot);
        }
        return NONE;
    }

    static int hash(int hash, int next) {
        return hash * 31 + next;
    }

    static boolean has(int word, int flag) {
        return (FLAGS[word] & flag) != 0;
    }

    static String name(int word) {
        return NAMES[word];
    }

    static boolean startsWord(int next) {
        return next == '_' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '$';
    }

    static boolean isWordByte(int next) {
        return startsWord(next) || next >= '0' && next <= '9';
    }

    private static boolean isAt(byte[] text, byte[] bytes, int start, int end) {
        if (text.length != end - start) {
            return false;
        }
        for (int index = 0; index < text.length; index++) {
            if (text[index] != bytes[start + index]) {
                return false;
            }
        }
        return true;
    }

    private static void add(String words, int flags) {
        int start = 0;
        for (int end = 0; end <= words.length(); end++) {
            if (end == words.length() || words.charAt(end) <= ' ') {
                if (end > start) {
                    addWord(words.substring(start, end), flags);
                }
                start = end + 1;
            }
        }
    }

    private static void addWord(String word, int flags) {
        byte[] text = word.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        int hash = 0;
        for (byte next : text) {
            hash = hash(hash, next);
        }
        int slot = slot(hash);
        while (TEXTS[slot] != null && !NAMES[slot].equals(word)) {
            slot = after(slot);
        }
        TEXTS[slot] = text;
        NAMES[slot] = word;
        FLAGS[slot] |= (short) flags;
    }

    private static int number(String word) {
        byte[] text = word.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        int hash = 0;
        for (byte next : text) {
            hash = hash(hash, next);
        }
        return find(text, 0, text.length, hash);
    }

    /// Slot 0 stays free: it is the number of no word.
    private static int slot(int hash) {
        return Math.max(1, (hash ^ hash >>> 10) & MASK);
    }

    private static int after(int slot) {
        return slot == MASK ? 1 : slot + 1;
    }
}
