// One list of fields drives encode and decode of a wire type: a type cannot be written
// one way and read another. A wire type has a static member `fields`, a tuple of Field and
// ListField in wire order; a field can be a wire type itself.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/codec/reader.hpp>
#include <bloomcoin/codec/writer.hpp>

#include <algorithm>
#include <bit>
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

/// A list in T: the number of elements, then the elements, never more than count_max. The
/// number is written in the type of that limit, a u16 or a u32. [COD-9]
template <class T, class E, std::unsigned_integral Count>
struct ListField {
    using Element = E;

    constexpr ListField(std::string_view field_name, std::vector<E> T::*field_member, Count limit)
        : name{field_name}, member{field_member}, count_max{limit} {}

    std::string_view name;
    std::vector<E> T::*member;
    Count count_max;
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

/// The order of the bytes of T's integers and counts: least significant first, unless T says another as
/// `byte_order`. A record inside T has its own. [COD-5] [COD-18]
template <WireType T>
consteval std::endian byte_order_of() {
    if constexpr (requires { T::byte_order; }) {
        return T::byte_order;
    } else {
        return std::endian::little;
    }
}

/// The least and the greatest number of bytes of an encoded T, which has no padding. [COD-7] [COD-9]
struct SizeRange {
    std::size_t min = 0;
    std::size_t max = 0;
};

template <class T>
consteval SizeRange size_range();

namespace detail {

template <class T, class M>
constexpr SizeRange size_range_of(const Field<T, M>&) {
    return size_range<M>();
}

template <class T, class E, class Count>
constexpr SizeRange size_range_of(const ListField<T, E, Count>& field) {
    return {sizeof(Count), sizeof(Count) + field.count_max * size_range<E>().max};
}

}  // namespace detail

template <class T>
consteval SizeRange size_range() {
    if constexpr (WireType<T>) {
        SizeRange sum;
        for_each_field<T>([&](const auto& field) {
            const SizeRange range = detail::size_range_of(field);
            sum.min += range.min;
            sum.max += range.max;
        });
        return sum;
    } else {
        return {sizeof(T), sizeof(T)};
    }
}

/// The number of bytes of every encoded T that has no list.
template <class T>
consteval std::size_t encoded_size() {
    constexpr SizeRange range = size_range<T>();
    static_assert(range.min == range.max, "a type with lists has no one size");
    return range.min;
}

template <WireType T>
constexpr void write(Writer& writer, const T& value);

template <WireType T>
constexpr base::Check read(Reader& reader, T& value);

namespace detail {

template <class V>
constexpr void write_value(Writer& writer, const V& value, std::endian order) {
    if constexpr (WireType<V>) {
        codec::write(writer, value);
    } else if constexpr (std::unsigned_integral<V>) {
        writer.write(value, order);
    } else {
        writer.write(value);
    }
}

template <class T, class M>
constexpr void write_field(Writer& writer, const T& value, const Field<T, M>& field) {
    write_value(writer, value.*field.member, byte_order_of<T>());
}

template <class T, class E, class Count>
constexpr void write_field(Writer& writer, const T& value, const ListField<T, E, Count>& field) {
    const std::vector<E>& elements = value.*field.member;
    assert(elements.size() <= field.count_max);
    writer.write(static_cast<Count>(elements.size()), byte_order_of<T>());
    for (const E& element : elements) write_value(writer, element, byte_order_of<T>());
}

template <class V>
constexpr base::Check read_value(Reader& reader, V& value, std::endian order) {
    if constexpr (WireType<V>) {
        return codec::read(reader, value);
    } else if constexpr (std::unsigned_integral<V>) {
        return reader.read(value, order);
    } else {
        return reader.read(value);
    }
}

template <class T, class M>
constexpr base::Check read_field(Reader& reader, T& value, const Field<T, M>& field) {
    return read_value(reader, value.*field.member, byte_order_of<T>());
}

/// The count is checked before anything is made room for, and room is made for no more elements than
/// the bytes that are left can hold. [COD-9]
template <class T, class E, class Count>
constexpr base::Check read_field(Reader& reader, T& value, const ListField<T, E, Count>& field) {
    Count count = 0;
    if (const auto check = reader.read(count, byte_order_of<T>()); !check) return check;
    if (count > field.count_max) return base::Rule("COD-10");
    std::vector<E>& elements = value.*field.member;
    elements.reserve(std::min<std::size_t>(count, reader.left() / size_range<E>().min));
    for (Count i = 0; i < count; ++i) {
        E element{};
        if (const auto check = read_value(reader, element, byte_order_of<T>()); !check) return check;
        elements.push_back(std::move(element));
    }
    return {};
}

template <class T, class M>
constexpr base::Check check_field(const T& value, const Field<T, M>& field);

template <class T, class E, class Count>
constexpr base::Check check_field(const T& value, const ListField<T, E, Count>& field);

}  // namespace detail

/// Appends a value: its fields in order. No list is longer than it may be. [COD-7]
template <WireType T>
constexpr void write(Writer& writer, const T& value) {
    for_each_field<T>([&](const auto& field) { detail::write_field(writer, value, field); });
}

/// Takes a value from the front of what is left: its fields in order. [COD-7] [COD-9]
/// Refuses COD-1, COD-10.
template <WireType T>
constexpr base::Check read(Reader& reader, T& value) {
    base::Check check;
    for_each_field<T>([&](const auto& field) {
        if (check) check = detail::read_field(reader, value, field);
    });
    return check;
}

/// Whether no list is longer than it may be: what can be encoded. [COD-9]
/// Refuses COD-10.
template <WireType T>
constexpr base::Check check_counts(const T& value) {
    base::Check check;
    for_each_field<T>([&](const auto& field) {
        if (check) check = detail::check_field(value, field);
    });
    return check;
}

namespace detail {

template <class T, class M>
constexpr base::Check check_field(const T& value, const Field<T, M>& field) {
    if constexpr (WireType<M>) return check_counts(value.*field.member);
    return {};
}

template <class T, class E, class Count>
constexpr base::Check check_field(const T& value, const ListField<T, E, Count>& field) {
    const std::vector<E>& elements = value.*field.member;
    if (elements.size() > field.count_max) return base::Rule("COD-10");
    if constexpr (WireType<E>) {
        for (const E& element : elements) {
            if (const auto check = check_counts(element); !check) return check;
        }
    }
    return {};
}

}  // namespace detail

/// How many bytes the encoding of a value has. [COD-7] [COD-9]
template <class T>
constexpr std::size_t size_of(const T& value) {
    if constexpr (WireType<T>) {
        std::size_t size = 0;
        for_each_field<T>([&](const auto& field) {
            if constexpr (requires { field.count_max; }) {
                size += sizeof(field.count_max);
                for (const auto& element : value.*field.member) size += size_of(element);
            } else {
                size += size_of(value.*field.member);
            }
        });
        return size;
    } else {
        return sizeof(T);
    }
}

/// The one encoding of a value. No list is longer than it may be. [COD-7] [COD-9]
template <WireType T>
constexpr base::Bytes encode(const T& value) {
    Writer writer;
    writer.reserve(size_of(value));
    write(writer, value);
    return std::move(writer).bytes();
}

/// The value of which these bytes, all of them, are the encoding. [COD-7] [COD-9]
/// Refuses COD-1, COD-10, COD-2.
template <WireType T>
constexpr base::Result<T> decode(base::BytesView bytes) {
    T value;
    Reader reader{bytes};
    if (const auto check = read(reader, value); !check) return check.rule();
    if (const auto check = reader.finish(); !check) return check.rule();
    return value;
}

}  // namespace bloomcoin::codec
