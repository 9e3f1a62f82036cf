// What the pages about organisations need of the pipeline.
#pragma once

#include "parsers/values/tables.h"
#include "web/api/organisations/book.h"

namespace tenderlead::app {

// All but decided(). `tables` must outlive it.
web::OrganisationBook organisation_book(const parsers::ReadingTables& tables);

}  // namespace tenderlead::app
