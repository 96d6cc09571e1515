#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calving
{

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

private:
  friend void requireWritable( const std::string &path );
  [[noreturn]] void fail( int error ) const;

  std::string mPath;
  std::string mTemporaryPath;
  int mDescriptor = -1;
};

/**
 * Throws Error, naming the file and the reason, if \a path could not become a file: its folder is missing or
 * may not be written to, or it is a folder itself. What is there stays as it is.
 */
void requireWritable( const std::string &path );

} // namespace calving
