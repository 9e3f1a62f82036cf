// Steps of the schema that stand in files of their own, by topic. Internal to this room.
#pragma once

#include <SQLiteCpp/Database.h>

namespace tenderlead::store {

void host_troubles(SQLite::Database& database);          // schema_hosts.cpp
void courses_of_projects(SQLite::Database& database);    // schema_projects.cpp
void imports(SQLite::Database& database);                // schema_imports.cpp
void organisation_master(SQLite::Database& database);    // schema_organisations.cpp
void versions_of_rules(SQLite::Database& database);      // schema_rules.cpp
void courses_of_leads(SQLite::Database& database);       // schema_leads.cpp
void people_of_the_service(SQLite::Database& database);  // schema_people.cpp
void terms_for_rules(SQLite::Database& database);        // schema_search.cpp
void desks(SQLite::Database& database);                  // schema_review.cpp
void inputs_of_projects(SQLite::Database& database);     // schema_projects.cpp
void places_of_notices(SQLite::Database& database);      // schema_search.cpp
void states_of_sources(SQLite::Database& database);      // schema_sources.cpp
void totals_over_runs(SQLite::Database& database);       // schema_sources.cpp

}  // namespace tenderlead::store
