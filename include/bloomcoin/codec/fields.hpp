// One list of fields drives encode and decode of a wire type: a type cannot be written
// one way and read another. A wire type has a static member `fields`, a tuple of Field and
// ListField in wire order; a field can be a wire type itself.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/codec/reader.hpp>
#include <bloomcoin/codec/writer.hpp>

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace bloomcoin::codec {

/// A member of T on the wire: an unsigned integer, an array of bytes or a wire type.
template <class T, class M>
struct Field {
    using Member = M;

    // Written out because Clang 14 deduces no arguments for an aggregate.
    constexpr Field(std::string_view field_name, M T::*field_member) : name{field_name}, member{field_member} {}

    std::string_view name;
    M T::*member;
};

/// A list in T: the number of elements as a u16, then the elements, never more than
/// count_max. [COD-9]
template <class T, class E>
struct ListField {
    using Element = E;

    constexpr ListField(std::string_view field_name, std::vector<E> T::*field_member, std::uint16_t limit)
        : name{field_name}, member{field_member}, count_max{limit} {}

    std::string_view name;
    std::vector<E> T::*member;
    std::uint16_t count_max;
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

/// The number of bytes of every encoded T that has no list: the sum of its fields, which have
/// no padding between them. [COD-7]
template <class T>
consteval std::size_t encoded_size() {
    if constexpr (WireType<T>) {
        std::size_t size = 0;
        for_each_field<T>(
            [&](const auto& field) { size += encoded_size<typename std::remove_cvref_t<decltype(field)>::Member>(); });
        return size;
    } else {
        return sizeof(T);
    }
}

template <WireType T>
constexpr void write(Writer& writer, const T& value);

namespace detail {

template <class V>
constexpr void write_value(Writer& writer, const V& value) {
    if constexpr (WireType<V>) {
        codec::write(writer, value);
    } else {
        writer.write(value);
    }
}

template <class T, class M>
constexpr void write_field(Writer& writer, const T& value, const Field<T, M>& field) {
    write_value(writer, value.*field.member);
}

template <class T, class E>
constexpr void write_field(Writer& writer, const T& value, const ListField<T, E>& field) {
    const std::vector<E>& elements = value.*field.member;
    assert(elements.size() <= field.count_max);
    writer.write(static_cast<std::uint16_t>(elements.size()));
    for (const E& element : elements) write_value(writer, element);
}

template <class V>
constexpr base::Check read_value(Reader& reader, V& value);

template <class T, class M>
constexpr base::Check read_field(Reader& reader, T& value, const Field<T, M>& field) {
    return read_value(reader, value.*field.member);
}

/// The count is checked before anything is made room for. [COD-9]
template <class T, class E>
constexpr base::Check read_field(Reader& reader, T& value, const ListField<T, E>& field) {
    std::uint16_t count = 0;
    if (const auto check = reader.read(count); !check) return check;
    if (count > field.count_max) return base::Rule("COD-10");
    for (std::uint16_t i = 0; i < count; ++i) {
        E element{};
        if (const auto check = read_value(reader, element); !check) return check;
        (value.*field.member).push_back(std::move(element));
    }
    return {};
}

template <class V>
constexpr base::Check read_value(Reader& reader, V& value) {
    if constexpr (WireType<V>) {
        base::Check check;
        for_each_field<V>([&](const auto& field) {
            if (check) check = read_field(reader, value, field);
        });
        return check;
    } else {
        return reader.read(value);
    }
}

}  // namespace detail

/// Appends a value: its fields in order. [COD-7]
template <WireType T>
constexpr void write(Writer& writer, const T& value) {
    for_each_field<T>([&](const auto& field) { detail::write_field(writer, value, field); });
}

/// The one encoding of a value. No list is longer than it may be. [COD-7] [COD-9]
template <WireType T>
constexpr base::Bytes encode(const T& value) {
    Writer writer;
    write(writer, value);
    return std::move(writer).bytes();
}

/// The value of which these bytes, all of them, are the encoding. [COD-7] [COD-9]
/// Refuses COD-1, COD-10, COD-2.
template <WireType T>
constexpr base::Result<T> decode(base::BytesView bytes) {
    T value;
    Reader reader{bytes};
    if (const auto check = detail::read_value(reader, value); !check) return check.rule();
    if (const auto check = reader.finish(); !check) return check.rule();
    return value;
}

}  // namespace bloomcoin::codec
