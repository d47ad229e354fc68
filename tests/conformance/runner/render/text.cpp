#include "text.hpp"

#include <algorithm>

namespace bloomcoin::conformance {

namespace {

bool is_inside_character(const std::string& text, std::size_t place) {
    return place < text.size() && (static_cast<unsigned char>(text[place]) & 0xc0) == 0x80;
}

}  // namespace

std::size_t first_difference(const std::string& a, const std::string& b) {
    const auto [end_a, end_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (end_a == a.end() && end_b == b.end()) return std::string::npos;
    return static_cast<std::size_t>(end_a - a.begin());
}

std::string around(const std::string& text, std::size_t place, std::size_t width) {
    if (text.size() <= width) return text;
    std::size_t begin = place == std::string::npos || place < width / 2 ? 0 : place - width / 2;
    begin = std::min(begin, text.size() - width);
    std::size_t end = begin + width;
    while (is_inside_character(text, begin)) ++begin;
    while (is_inside_character(text, end)) ++end;
    return (begin > 0 ? "…" : "") + text.substr(begin, end - begin) + (end < text.size() ? "…" : "");
}

std::string left(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string right(std::string text, std::size_t width) {
    if (text.size() < width) text.insert(0, width - text.size(), ' ');
    return text;
}

}  // namespace bloomcoin::conformance
