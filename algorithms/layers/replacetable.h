#pragma once

#include <functional>

#include <QString>

namespace calving
{

/**
 * Writes a table of a PostgreSQL database, whole or not at all.
 *
 * \a destination is what Processing calls such a place ("postgres:dbname=... table=..."). \a fill is given
 * the same place with the name of a table beside it, makes that table and returns its source; one statement
 * then removes the old table and gives the new one its name. Where \a fill throws, the table beside is
 * removed. Returns the source with the right name. Throws QgsProviderConnectionException, with the database's
 * reason, where it refuses.
 */
QString replaceTable( const QString &destination,
                      const std::function<QString( const QString &beside )> &fill );

//! True where \a destination is a table of a PostgreSQL database.
bool isPostgresTable( const QString &destination );

} // namespace calving
