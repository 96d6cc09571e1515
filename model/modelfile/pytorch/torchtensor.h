#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/modelfile/pytorch/pickle.h"
#include "model/modelfile/pytorch/zipreader.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! Turns the calls that a PyTorch pickle describes tensors by into tensors.
class TorchTensors
{
public:
  //! \a folder: where in \a archive the storages lie, with a slash at the end. Both must live as long as
  //! this.
  TorchTensors( const ZipReader &archive, const std::string &folder, const std::string &path );

  //! True where \a value describes a tensor, readable or not.
  static bool isTensor( const PickleValue &value );

  //! Adds the tensor to \a file, as an unread one where it has a format that DType lacks; nothing where \a
  //! value is none. Throws Error where it is damaged.
  void add( TensorFile &file, const std::string &name, const PickleValue &value );

private:
  //! A tensor as a view of a storage; offset and strides in elements.
  struct View
  {
    DType dtype;
    std::string storage;
    std::int64_t offset;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
  };

  const PickleValue &identityOf( const std::string &name, const PickleValue &call ) const;
  View viewOf( const std::string &name, const PickleValue &call, DType dtype ) const;
  const std::vector<std::byte> &storage( const std::string &key );
  static std::vector<std::byte> gathered( const std::vector<std::byte> &values, const View &view );
  StoredTensor written( const std::string &name, const View &view );
  [[noreturn]] void fail( const std::string &name, const std::string &what ) const;

  const ZipReader &mArchive;
  const std::string mFolder;
  const std::string mPath;
  std::map<std::string, std::vector<std::byte>> mStorages;
  std::uint64_t mBytesLeft;
};

} // namespace calving
