// SVG as text.
#include "svg.hpp"

#include "text.hpp"

#include <cassert>

namespace bloomcoin::app {

std::string xml_escaped(std::string_view text) {
    std::string escaped;
    for (const char character : text) {
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
            default:
                escaped += character;
        }
    }
    return escaped;
}

std::string coordinate(double value) { return decimal(value, 2); }

void Svg::tag(std::string_view name, Attributes attributes) {
    text_ += std::string(2 * names_.size(), ' ') + '<' + std::string{name};
    for (const auto& [key, value] : attributes) text_ += ' ' + std::string{key} + "=\"" + xml_escaped(value) + '"';
}

void Svg::open(std::string_view name, Attributes attributes) {
    tag(name, attributes);
    text_ += ">\n";
    names_.emplace_back(name);
}

void Svg::close() {
    assert(!names_.empty());
    const std::string name = names_.back();
    names_.pop_back();
    text_ += std::string(2 * names_.size(), ' ') + "</" + name + ">\n";
}

void Svg::leaf(std::string_view name, Attributes attributes) {
    tag(name, attributes);
    text_ += "/>\n";
}

void Svg::leaf(std::string_view name, Attributes attributes, std::string_view content) {
    tag(name, attributes);
    text_ += '>' + xml_escaped(content) + "</" + std::string{name} + ">\n";
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view kind) {
    leaf("line", {{"class", std::string{kind}},
                  {"x1", coordinate(x1)},
                  {"y1", coordinate(y1)},
                  {"x2", coordinate(x2)},
                  {"y2", coordinate(y2)}});
}

void Svg::circle(double x, double y, double radius, std::string_view kind) {
    leaf("circle",
         {{"class", std::string{kind}}, {"cx", coordinate(x)}, {"cy", coordinate(y)}, {"r", coordinate(radius)}});
}

void Svg::label(double x, double y, std::string_view kind, std::string_view content) {
    leaf("text", {{"class", std::string{kind}}, {"x", coordinate(x)}, {"y", coordinate(y)}}, content);
}

std::string Svg::text() const {
    assert(names_.empty());
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text_;
}

}  // namespace bloomcoin::app
