#pragma once

#include <vector>

#include "support/testbytes.h"

//! One entry of a zip archive; what it claims of itself can be wrong on purpose.
struct ZipEntry
{
  QByteArray name;
  QByteArray bytes;
  quint16 method = 0;
  //! Added to the checksum.
  quint32 damage = 0;
};

//! The checksum of zip archives (ITU-T V.42).
inline quint32 crc32( const QByteArray &bytes )
{
  quint32 crc = ~0u;
  for ( const char byte : bytes )
  {
    crc ^= static_cast<quint8>( byte );
    for ( int bit = 0; bit < 8; ++bit )
      crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
  }
  return ~crc;
}

//! A zip archive of \a entries, uncompressed (PKWARE's APPNOTE.TXT).
inline QByteArray zipped( const std::vector<ZipEntry> &entries )
{
  QByteArray archive, directory;
  for ( const ZipEntry &entry : entries )
  {
    const QByteArray common = littleEndian( 20, 2 ) + littleEndian( 0, 2 ) + littleEndian( entry.method, 2 ) +
                              littleEndian( 0, 4 ) + littleEndian( crc32( entry.bytes ) + entry.damage, 4 ) +
                              littleEndian( entry.bytes.size(), 4 ) + littleEndian( entry.bytes.size(), 4 ) +
                              littleEndian( entry.name.size(), 2 ) + littleEndian( 0, 2 );
    directory += "PK\1\2" + littleEndian( 20, 2 ) + common + littleEndian( 0, 10 ) +
                 littleEndian( archive.size(), 4 ) + entry.name;
    archive += "PK\3\4" + common + entry.name + entry.bytes;
  }
  return archive + directory + "PK\5\6" + littleEndian( 0, 4 ) + littleEndian( entries.size(), 2 ) +
         littleEndian( entries.size(), 2 ) + littleEndian( directory.size(), 4 ) +
         littleEndian( archive.size(), 4 ) + littleEndian( 0, 2 );
}
