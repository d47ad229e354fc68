// What every fuzz target says with: a sentence that must hold for each input.
#pragma once

#include <bloomcoin/bloomcoin.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

namespace bloomcoin::fuzz {

/// Ends the program if the sentence is false; libFuzzer then keeps the input.
inline void require(bool holds, const char* sentence) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", sentence);
    std::abort();
}

/// Whether a check passed, or was refused with one of these rules.
inline bool passes_or_breaks(const base::Check& check, std::initializer_list<std::string_view> ids) {
    return check || std::find(ids.begin(), ids.end(), check.rule().id()) != ids.end();
}

/// Decoding is the inverse of encoding, or names why not. [COD-7]
template <codec::WireType T>
void require_one_encoding(base::BytesView bytes) {
    const base::Result<T> value = codec::decode<T>(bytes);
    if (!value) {
        require(passes_or_breaks(value.rule(), {"COD-1", "COD-2", "COD-10"}),
                "decoding refuses with COD-1, COD-2 or COD-10");
        return;
    }
    const base::Bytes again = codec::encode(value.value());
    require(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()),
            "what decodes encodes to the same bytes");
}

}  // namespace bloomcoin::fuzz
