#pragma once

#include <functional>

#include <QString>

namespace calving
{

//! Makes a table at the place that it is given, and returns its source.
using TableWriter = std::function<QString( const QString &destination )>;

/**
 * Writes a table of a PostgreSQL database, whole or not at all.
 *
 * \a destination is what Processing calls such a place ("postgres:dbname=... table=..."). \a fill is given
 * the same place with the name of a table beside it; one statement then removes the old table and gives the
 * new one its name. Where \a fill throws, the table beside is removed. Of several processes that do so at
 * once each succeeds, and the table is that of one of them. Returns the source with the right name. Throws
 * QgsProviderConnectionException, with the database's reason, where it refuses.
 */
QString replaceTable( const QString &destination, const TableWriter &fill );

/**
 * The same, but the old table stays, and the rows of the new one are added to it, all or none; attributes
 * that it lacks, too. The database numbers rows, so that several processes may add to one table at once.
 */
QString appendToTable( const QString &destination, const TableWriter &fill );

//! True where \a destination is a table of a PostgreSQL database.
bool isPostgresTable( const QString &destination );

} // namespace calving
