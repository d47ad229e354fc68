// One list of fields drives encode, decode and size of a wire type: a type cannot be
// written one way and read another. A wire type has a static member `fields`, a tuple
// of Field in wire order.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/codec/reader.hpp>
#include <bloomcoin/codec/writer.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>

namespace bloomcoin::codec {

/// A member of T on the wire: an unsigned integer or an array of bytes.
template <class T, class M>
struct Field {
    using Member = M;

    // Written out because Clang 14 deduces no arguments for an aggregate.
    constexpr Field(std::string_view field_name, M T::*field_member) : name{field_name}, member{field_member} {}

    std::string_view name;
    M T::*member;
};

template <class T>
concept WireType = std::default_initializable<T> && requires {
    std::tuple_size<decltype(T::fields)>::value;
};

/// Calls visit(field) for each field of T in wire order.
template <WireType T, class Visit>
constexpr void for_each_field(Visit visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, T::fields);
}

/// The number of bytes of every encoded T: the sum of its fields, which have no padding
/// between them. [COD-7]
template <WireType T>
consteval std::size_t encoded_size() {
    std::size_t size = 0;
    for_each_field<T>(
        [&](const auto& field) { size += sizeof(typename std::remove_cvref_t<decltype(field)>::Member); });
    return size;
}

/// The one encoding of a value: its fields in order. [COD-7]
template <WireType T>
constexpr base::Bytes encode(const T& value) {
    Writer writer;
    for_each_field<T>([&](const auto& field) { writer.write(value.*field.member); });
    return std::move(writer).bytes();
}

/// The value of which these bytes, all of them, are the encoding. [COD-7]
/// Refuses COD-1, COD-2.
template <WireType T>
constexpr base::Result<T> decode(base::BytesView bytes) {
    T value;
    Reader reader{bytes};
    base::Check check;
    for_each_field<T>([&](const auto& field) {
        if (check) check = reader.read(value.*field.member);
    });
    if (check) check = reader.finish();
    if (!check) return check.rule();
    return value;
}

}  // namespace bloomcoin::codec
