#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct zip;

namespace calving
{

/**
 * A zip archive whose entries are stored, as PyTorch writes them, or deflated, as other programs pack anew.
 *
 * All entries together may not be longer than mostBytes(), so that no archive makes us use more memory than
 * its length accounts for. Throws Error, naming the file, for anything damaged.
 */
class ZipReader
{
public:
  explicit ZipReader( const std::string &path );

  std::vector<std::string> names() const;
  bool contains( const std::string &name ) const;
  //! The bytes of the entry \a name, checked against their checksum. Throws Error if there is none.
  std::vector<std::byte> read( const std::string &name ) const;
  /**
   * What may be read from an archive of this length, in bytes.
   *
   * Weights hardly shrink by packing, and few are views that repeat their values: real files need far less.
   */
  std::uint64_t mostBytes() const { return 4 * mFileSize + ( 64 << 20 ); }

private:
  [[noreturn]] void fail( const std::string &what ) const;

  struct Closer
  {
    void operator()( zip *archive ) const;
  };

  std::string mPath;
  std::uint64_t mFileSize = 0;
  std::unique_ptr<zip, Closer> mArchive;
};

} // namespace calving
