// Small pieces of text that the renderings share: long values shortened around the place where
// they differ, and padding.
#pragma once

#include <set>
#include <string>

namespace bloomcoin::conformance {

/// Where two texts begin to differ; npos if they do not.
std::size_t first_difference(const std::string& a, const std::string& b);

/// At most `width` bytes of a text, around a place in it, with … where something is left out.
std::string around(const std::string& text, std::size_t place, std::size_t width);

/// Of these texts, which are some, the one that takes the fewest letters written, left out or changed.
std::string nearest(const std::string& text, const std::set<std::string>& texts);

/// The text with a replacement character for whatever is not UTF-8, would command a terminal or has
/// no place in XML; a tab or line end becomes a space. What a testee says is shown through this.
std::string printable(const std::string& text);

/// Printable text for XML and HTML, with markup escaped.
std::string markup_escaped(const std::string& text);

/// The text with spaces after it, or before it, up to a width.
std::string left(std::string text, std::size_t width);
std::string right(std::string text, std::size_t width);

}  // namespace bloomcoin::conformance
