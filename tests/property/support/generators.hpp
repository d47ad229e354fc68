// Values that several rooms draw.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace bloomcoin::test {

/// Any value of an integer type, large ones included: rapidcheck's own sizes begin small.
template <class I>
rc::Gen<I> any_integer() {
    return rc::gen::oneOf(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<I>()),
                          rc::gen::element<I>(std::numeric_limits<I>::min(), std::numeric_limits<I>::max(), 0, 1));
}

/// A number from min to max - 1, all alike: rapidcheck's own ranges begin small. To be called inside a property.
template <class I>
I draw(I min, I max) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<I>(min, max));
}

/// N values of a generator.
template <std::size_t N, class T>
rc::Gen<std::array<T, N>> array_of(rc::Gen<T> values) {
    return rc::gen::map(rc::gen::container<std::vector<T>>(N, std::move(values)), [](const std::vector<T>& drawn) {
        std::array<T, N> result{};
        std::copy_n(drawn.begin(), N, result.begin());
        return result;
    });
}

/// None to `count_max` values of a generator.
template <class T>
rc::Gen<std::vector<T>> up_to(std::size_t count_max, rc::Gen<T> values) {
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, count_max + 1),
                           [values](std::size_t count) { return rc::gen::container<std::vector<T>>(count, values); });
}

inline rc::Gen<base::Hash> any_hash() { return array_of<32>(rc::gen::arbitrary<base::Byte>()); }

}  // namespace bloomcoin::test
