#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

//! Makes BUILD/package/calvingfront in \a build like the real one, but for its library, which holds \a
//! library.
inline bool makeBrokenPackage( const QTemporaryDir &build, const QByteArray &library )
{
  const QString package = build.filePath( "package/calvingfront" );
  bool done = QDir().mkpath( package + "/lib" );
  for ( const char *file : { "/__init__.py", "/metadata.txt" } )
    done =
        done && QFile::copy( QStringLiteral( BUILD_FOLDER "/package/calvingfront" ) + file, package + file );
  const auto write = []( const QString &path, const QByteArray &content )
  {
    QFile file( path );
    return file.open( QIODevice::WriteOnly ) && file.write( content ) == content.size();
  };
  return done && write( package + "/lib/current", "broken.so\n" ) &&
         ( library.isEmpty() || write( package + "/lib/broken.so", library ) );
}
