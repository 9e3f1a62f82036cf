// What the pages need of the configuration, in the web room's words.
#pragma once

#include "app/config/configuration.h"
#include "web/api/services.h"

namespace tenderlead::app {

web::Catalogue catalogue_of(const config::Configuration& configuration);

}  // namespace tenderlead::app
