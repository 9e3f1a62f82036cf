// Projects and the installed base as people read them, in Chinese.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "model/installed.h"
#include "model/project.h"

namespace tenderlead::app {

// Why a notice stands in a project (ProjectEvent::because), in words: "编号相同".
const char* because_in_words(const std::string& because);

void print_project(std::ostream& out, const Project& project);
// The section of `show org`; nothing where nothing is known. `product_name` gives a product's name.
void print_installed(std::ostream& out, const InstalledBase& base,
                     const std::function<std::string(const std::string& product)>& product_name);

}  // namespace tenderlead::app
