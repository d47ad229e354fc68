// Reader takes little-endian values from the front of a view of bytes. It never
// looks past the end and never copies more than it was asked for.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::codec {

class Reader {
public:
    constexpr explicit Reader(base::BytesView bytes) : rest_{bytes} {}

    /// The next unsigned integer, least significant byte first. [COD-5]
    /// Refuses COD-1.
    template <std::unsigned_integral U>
    constexpr base::Check read(U& value) {
        if (rest_.size() < sizeof(U)) return base::Rule("COD-1");
        value = 0;
        for (std::size_t i = sizeof(U); i-- > 0;) {
            value = static_cast<U>((value << 8) | rest_[i]);
        }
        rest_ = rest_.subspan(sizeof(U));
        return {};
    }

    /// The next N bytes as they stand. [COD-6]
    /// Refuses COD-1.
    template <std::size_t N>
    constexpr base::Check read(std::array<base::Byte, N>& bytes) {
        if (rest_.size() < N) return base::Rule("COD-1");
        std::copy_n(rest_.begin(), N, bytes.begin());
        rest_ = rest_.subspan(N);
        return {};
    }

    /// Refuses COD-2 if any bytes are left.
    constexpr base::Check finish() const {
        if (!rest_.empty()) return base::Rule("COD-2");
        return {};
    }

private:
    base::BytesView rest_;
};

static_assert(
    [] {
        constexpr std::array<base::Byte, 2> bytes{0x02, 0x01};
        Reader reader{bytes};
        std::uint16_t value = 0;
        return reader.read(value) && value == 0x0102 && reader.finish() && !reader.read(value);
    }(),
    "the least significant byte comes first, and there is nothing after the end");

}  // namespace bloomcoin::codec
