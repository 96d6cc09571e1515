#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calving
{

//! A file that will be written later, and how large it will be at least.
struct PlannedFile
{
  std::string path;
  std::uint64_t size = 0;
};

/**
 * A file that appears whole or not at all.
 *
 * Bytes go to a temporary file beside \a path; commit() brings them to disk and moves the file into place.
 * Until then the file at \a path is untouched; without commit() the destructor removes the temporary one.
 * Every member function throws Error, naming the file and the system's reason (disk full, no permission,
 * ...).
 */
class AtomicFile
{
public:
  explicit AtomicFile( const std::string &path );
  ~AtomicFile();
  AtomicFile( const AtomicFile & ) = delete;
  AtomicFile &operator=( const AtomicFile & ) = delete;

  void write( const void *data, std::size_t size );
  void write( std::string_view text ) { write( text.data(), text.size() ); }

  //! Call it once, after the last write().
  void commit();

  //! Throws where the disk has no room for \a size bytes in all.
  void reserve( std::uint64_t size );

private:
  friend void requireWritable( const std::vector<PlannedFile> &files );
  [[noreturn]] void fail( int error ) const;

  std::string mPath;
  std::string mTemporaryPath;
  int mDescriptor = -1;
};

/**
 * Throws Error, naming the file and the reason, if one of \a files could not become a file beside the others:
 * its folder is missing or may not be written to, it is a folder itself, or the disk has no room for all.
 * What is there stays as it is, and counts as room that is taken: so it will be until the new file is
 * complete.
 */
void requireWritable( const std::vector<PlannedFile> &files );
//! The same for a file of unknown size.
void requireWritable( const std::string &path );

} // namespace calving
