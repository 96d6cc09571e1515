#pragma once

#include <string>

#include <QFile>
#include <QtTest>

//! Writes \a bytes to the file at \a path.
inline void writeBytes( const QString &path, const QByteArray &bytes )
{
  QFile file( path );
  if ( !file.open( QIODevice::WriteOnly ) || file.write( bytes ) != bytes.size() )
    qFatal( "cannot write %s", qPrintable( path ) );
}

//! The bytes of the file at \a path; none where it does not exist.
inline QByteArray readBytes( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
}

//! \a value in \a count bytes, the lowest first.
inline QByteArray littleEndian( quint64 value, int count )
{
  QByteArray bytes;
  for ( int i = 0; i < count; ++i, value >>= 8 )
    bytes += static_cast<char>( value );
  return bytes;
}
