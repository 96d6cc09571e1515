#pragma once

#include <QFileInfo>
#include <QString>
#include <QStringList>

#include <cpl_string.h>
#include <cpl_vsi.h>

//! Names beside \a path that begin like it: temporary files that should be gone. /vsimem/ counts, too.
inline QStringList leftOversOf( const QString &path )
{
  QStringList found;
  const QFileInfo file( path );
  char **names = VSIReadDir( file.path().toUtf8().constData() );
  for ( char **name = names; name && *name; ++name )
    if ( QString( *name ).startsWith( file.fileName() + "." ) )
      found << *name;
  CSLDestroy( names );
  return found;
}
