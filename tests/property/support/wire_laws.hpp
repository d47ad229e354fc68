// The five laws that every wire type obeys.
#pragma once

#include "property.hpp"

#include <bloomcoin/codec/fields.hpp>

#include <rapidcheck.h>

namespace bloomcoin::test {

/// Checks the laws on values of the generator, and on bytes of the right size that nobody encoded.
template <codec::WireType T>
void wire_laws(rc::Gen<T> values) {
    constexpr std::size_t size = codec::encoded_size<T>();
    property("decoding what was encoded gives the value", [=] {
        const T value = *values;
        RC_ASSERT(codec::decode<T>(codec::encode(value)).value() == value);
    });
    property("encoding what was decoded gives the bytes", [=] {
        const auto bytes = *rc::gen::container<base::Bytes>(size, rc::gen::arbitrary<base::Byte>());
        const auto value = codec::decode<T>(bytes);
        RC_ASSERT(static_cast<bool>(value));
        RC_ASSERT(codec::encode(value.value()) == bytes);
    });
    property("the size is the number of bytes", [=] { RC_ASSERT(codec::encode(*values).size() == size); });
    property("every proper beginning is refused", [=] {
        const base::Bytes bytes = codec::encode(*values);
        for (std::size_t end = 0; end < size; ++end) {
            RC_ASSERT(codec::decode<T>(base::BytesView{bytes}.first(end)).rule() == base::Rule("COD-1"));
        }
    });
    property("every further byte is refused", [=] {
        base::Bytes bytes = codec::encode(*values);
        bytes.push_back(0);
        for (unsigned further = 0; further < 256; ++further) {
            bytes.back() = static_cast<base::Byte>(further);
            RC_ASSERT(!codec::decode<T>(bytes));
            RC_ASSERT(codec::decode<T>(bytes).rule() == base::Rule("COD-2"));
        }
    });
}

/// Checks the laws for types with lists, whose size varies. Bytes that nobody encoded are those of a value with one
/// byte changed: most decode, and some to a list of another length.
template <codec::WireType T>
void list_wire_laws(rc::Gen<T> values) {
    property("decoding what was encoded gives the value", [=] {
        const T value = *values;
        RC_ASSERT(codec::decode<T>(codec::encode(value)).value() == value);
    });
    property("encoding what was decoded gives the bytes", [=] {
        base::Bytes bytes = codec::encode(*values);
        for (base::Byte& byte : bytes) {
            const base::Byte whole = byte;
            for (const unsigned change : {0x01U, 0x80U, *rc::gen::inRange(1U, 256U)}) {
                byte = static_cast<base::Byte>(whole ^ change);
                const auto value = codec::decode<T>(bytes);
                if (value) RC_ASSERT(codec::encode(value.value()) == bytes);
            }
            byte = whole;
        }
    });
    property("every proper beginning is refused", [=] {
        const base::Bytes bytes = codec::encode(*values);
        for (std::size_t end = 0; end < bytes.size(); ++end) {
            RC_ASSERT(codec::decode<T>(base::BytesView{bytes}.first(end)).rule() == base::Rule("COD-1"));
        }
    });
    property("every further byte is refused", [=] {
        base::Bytes bytes = codec::encode(*values);
        bytes.push_back(0);
        for (unsigned further = 0; further < 256; ++further) {
            bytes.back() = static_cast<base::Byte>(further);
            RC_ASSERT(codec::decode<T>(bytes).rule() == base::Rule("COD-2"));
        }
    });
}

}  // namespace bloomcoin::test
