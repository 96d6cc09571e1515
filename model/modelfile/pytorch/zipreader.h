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
 * A zip archive whose entries are stored without compression, as PyTorch writes them.
 *
 * Nothing compressed is read, and all entries together may not be longer than the file: so no archive can
 * make us use more memory than it is long. Throws Error, naming the file, for anything damaged.
 */
class ZipReader
{
public:
  explicit ZipReader( const std::string &path );

  std::vector<std::string> names() const;
  bool contains( const std::string &name ) const;
  //! The bytes of the entry \a name, checked against their checksum. Throws Error if there is none.
  std::vector<std::byte> read( const std::string &name ) const;
  //! Length of the whole file in bytes.
  std::uint64_t fileSize() const { return mFileSize; }

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
