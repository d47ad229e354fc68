// What the instrumented headers call: at each place that instrument.py has marked, one number
// chooses between what the author wrote and the ways to get it wrong. Constants are computed before
// a mutant can be called, so that mistakes in them are made by hand instead.
#pragma once

#include <bit>
#include <compare>
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <type_traits>

namespace bloomcoin::mutants {

inline constexpr int count_max = 1 << 14;

/// The mutant that is on, or -1. Programs that know nothing of mutants are told by their environment.
inline int active = [] {
    const char* number = std::getenv("BLOOMCOIN_MUTANT");
    return number == nullptr ? -1 : std::atoi(number);
}();

/// Which mutants have been asked for since the entry was last cleared.
inline bool reached[count_max];

/// Writes which were reached when the program ends, if a file is named for it: a number a line.
struct Diary {
    ~Diary() {
        const char* name = std::getenv("BLOOMCOIN_MUTANTS_REACHED");
        std::FILE* file = name == nullptr ? nullptr : std::fopen(name, "w");
        if (file == nullptr) return;
        for (int id = 0; id < count_max; ++id) {
            if (reached[id]) std::fprintf(file, "%d\n", id);
        }
        std::fclose(file);
    }
};
inline const Diary diary;

template <int id>
constexpr bool on() {
    static_assert(id < count_max);
    if (std::is_constant_evaluated()) return false;
    reached[id] = true;
    return active == id;
}

/// One way to get an operation wrong, if it means something for these types.
template <class Right, class Wrong, class... Operands>
concept Mutable = requires(const Wrong& wrong, const Operands&... operands) {
    { wrong(operands...) } -> std::convertible_to<std::invoke_result_t<Right, const Operands&...>>;
};

/// The right operation on these operands, or the one of `wrongs` whose mutant is on; the mutants
/// are numbered from `id` on.
template <int id, class Right, class Wrong, class... Wrongs>
struct Choice {
    template <class... Operands>
    static constexpr auto of(const Operands&... operands) {
        if constexpr (Mutable<Right, Wrong, Operands...>) {
            if (on<id>()) return static_cast<decltype(Right{}(operands...))>(Wrong{}(operands...));
        }
        if constexpr (sizeof...(Wrongs) > 0) {
            return Choice<id + 1, Right, Wrongs...>::of(operands...);
        } else {
            return Right{}(operands...);
        }
    }
};

// clang-format off
struct Add { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a + b; } { return a + b; } };
struct Subtract { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a - b; } { return a - b; } };
struct Multiply { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a * b; } { return a * b; } };
struct Divide { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a / b; } { return a / b; } };
struct Remainder { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a % b; } { return a % b; } };
struct And { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a & b; } { return a & b; } };
struct Or { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a | b; } { return a | b; } };
struct Xor { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a ^ b; } { return a ^ b; } };
struct ShiftLeft { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a << b; } { return a << b; } };
struct ShiftRight { constexpr auto operator()(const auto& a, const auto& b) const requires requires { a >> b; } { return a >> b; } };
struct Less { constexpr bool operator()(const auto& a, const auto& b) const requires requires { a < b; } { return a < b; } };
struct LessEqual { constexpr bool operator()(const auto& a, const auto& b) const requires requires { a <= b; } { return a <= b; } };
struct Greater { constexpr bool operator()(const auto& a, const auto& b) const requires requires { a > b; } { return a > b; } };
struct GreaterEqual { constexpr bool operator()(const auto& a, const auto& b) const requires requires { a >= b; } { return a >= b; } };
struct Equal { constexpr bool operator()(const auto& a, const auto& b) const requires requires { a == b; } { return a == b; } };
struct Unequal { constexpr bool operator()(const auto& a, const auto& b) const requires requires { a != b; } { return a != b; } };
struct Itself { constexpr auto operator()(const auto& a) const { return a; } };
struct Not { constexpr bool operator()(const auto& a) const { return !static_cast<bool>(a); } };
struct Negated { constexpr auto operator()(const auto& a) const { return -a; } };
struct Complement { constexpr auto operator()(const auto& a) const { return ~a; } };
struct OneMore { constexpr auto operator()(std::integral auto a) const { return a + 1; } };
struct OneLess { constexpr auto operator()(std::integral auto a) const { return a - 1; } };
// clang-format on

/// A quotient that is rounded up instead of down.
struct DivideUp {
    constexpr auto operator()(std::integral auto a, std::integral auto b) const { return a / b + (a % b != 0); }
};

/// Bits that come in from the left are zeros instead of copies of the sign.
struct ShiftRightUnsigned {
    template <std::signed_integral A>
    constexpr auto operator()(A a, std::integral auto b) const {
        return static_cast<A>(static_cast<std::make_unsigned_t<A>>(a) >> b);
    }
};

/// A condition that never holds.
struct Never {
    constexpr bool operator()(const auto&) const { return false; }
};

struct AsCondition {
    constexpr bool operator()(const auto& condition) const { return static_cast<bool>(condition); }
};

struct OtherByteOrder {
    constexpr std::endian operator()(std::endian order) const {
        return order == std::endian::big ? std::endian::little : std::endian::big;
    }
};

/// A conversion to a wider integer that takes the sign for a digit, or a digit for the sign.
template <class To>
struct Cast {
    constexpr To operator()(const auto& from) const { return static_cast<To>(from); }
};
template <class To>
struct CastOtherSign {
    template <std::integral From>
    constexpr To operator()(From from) const
        requires(std::integral<To> && sizeof(To) > sizeof(From) && !std::same_as<From, bool>) {
        using Other =
            typename std::conditional_t<std::is_signed_v<From>, std::make_unsigned<From>, std::make_signed<From>>::type;
        return static_cast<To>(static_cast<Other>(from));
    }
};

}  // namespace bloomcoin::mutants
