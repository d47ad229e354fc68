// SVG as text: elements with attributes, everything from outside escaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bloomcoin::app {

std::string xml_escaped(std::string_view text);

/// A coordinate with the two digits that a screen can show.
std::string coordinate(double value);

class Svg {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

    void open(std::string_view name, Attributes attributes);
    void close();
    void leaf(std::string_view name, Attributes attributes);
    void leaf(std::string_view name, Attributes attributes, std::string_view content);

    void line(double x1, double y1, double x2, double y2, std::string_view kind);
    void circle(double x, double y, double radius, std::string_view kind);
    void label(double x, double y, std::string_view kind, std::string_view content);

    /// The whole document, when everything is closed.
    std::string text() const;

private:
    void tag(std::string_view name, Attributes attributes);

    std::string text_;
    std::vector<std::string> names_;  // of the elements that are open
};

}  // namespace bloomcoin::app
