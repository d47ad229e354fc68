#include "text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace bloomcoin::conformance {

namespace {

bool is_inside_character(const std::string& text, std::size_t place) {
    return place < text.size() && (static_cast<unsigned char>(text[place]) & 0xc0) == 0x80;
}

struct Character {
    std::size_t size = 0;  // 0 where the bytes are no UTF-8
    std::uint32_t code = 0;
};

Character character_at(const std::string& text, std::size_t place) {
    const auto lead = static_cast<unsigned char>(text[place]);
    if (lead < 0x80) return {1, lead};
    const std::size_t size = lead >> 5 == 0x06 ? 2 : lead >> 4 == 0x0e ? 3 : lead >> 3 == 0x1e ? 4 : 0;
    if (size == 0 || place + size > text.size()) return {};
    std::uint32_t code = lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_inside_character(text, place + i)) return {};
        code = code << 6 | (static_cast<unsigned char>(text[place + i]) & 0x3fU);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = code >= 0xd800 && code < 0xe000;
    if (code < least[size] || code > 0x10ffff || is_surrogate) return {};
    return {size, code};
}

bool is_showable(std::uint32_t code) {
    const bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    return !is_control && (code & 0xfffe) != 0xfffe;
}

/// Levenshtein's distance: `costs` are those from the letters of a seen so far to each beginning of b.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> costs(b.size() + 1);
    std::iota(costs.begin(), costs.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(costs[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] != b[j]);
            diagonal = costs[j + 1];
            costs[j + 1] = std::min({replaced, costs[j] + 1, diagonal + 1});
        }
    }
    return costs.back();
}

}  // namespace

std::string printable(const std::string& text) {
    std::string shown;
    for (std::size_t place = 0; place < text.size();) {
        const auto [size, code] = character_at(text, place);
        if (code == '\t' || code == '\n') {
            shown += ' ';
        } else if (size > 0 && is_showable(code)) {
            shown += text.substr(place, size);
        } else {
            shown += "\xef\xbf\xbd";
        }
        place += std::max<std::size_t>(size, 1);
    }
    return shown;
}

std::string markup_escaped(const std::string& text) {
    std::string escaped;
    for (const char character : printable(text)) {
        switch (character) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += character;
        }
    }
    return escaped;
}

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

std::string nearest(const std::string& text, const std::set<std::string>& texts) {
    return *std::min_element(texts.begin(), texts.end(), [&](const std::string& a, const std::string& b) {
        return distance(text, a) < distance(text, b);
    });
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
