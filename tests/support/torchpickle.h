#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "support/testzip.h"

//! Builds pickles the way torch.save() does (protocol 2), opcode by opcode.
namespace pickled
{

inline QByteArray text( const QByteArray &text )
{
  return "X" + littleEndian( text.size(), 4 ) + text;
}

inline QByteArray integer( qint64 value )
{
  return QByteArray( "\x8a\x08", 2 ) + littleEndian( static_cast<quint64>( value ), 8 );
}

inline QByteArray global( const QByteArray &module, const QByteArray &name )
{
  return "c" + module + "\n" + name + "\n";
}

inline QByteArray tuple( const std::vector<qint64> &values )
{
  QByteArray bytes = "(";
  for ( const qint64 value : values )
    bytes += integer( value );
  return bytes + "t";
}

//! A view of a storage. Strides and offset count elements.
struct Tensor
{
  QByteArray storageType = "FloatStorage";
  QByteArray key = "0";
  qint64 offset = 0;
  std::vector<qint64> shape;
  std::vector<qint64> strides;
};

inline QByteArray tensor( const Tensor &t )
{
  const QByteArray storage = "(" + text( "storage" ) + global( "torch", t.storageType ) + text( t.key ) +
                             text( "cpu" ) + integer( 0 ) + "tQ";
  return global( "torch._utils", "_rebuild_tensor_v2" ) + "(" + storage + integer( t.offset ) +
         tuple( t.shape ) + tuple( t.strides ) + "\x89" + global( "collections", "OrderedDict" ) + ")R" +
         "tR";
}

inline QByteArray parameter( const QByteArray &tensor )
{
  return global( "torch._utils", "_rebuild_parameter" ) + "(" + tensor + "\x88" +
         global( "collections", "OrderedDict" ) + ")R" + "tR";
}

inline QByteArray table( const std::vector<std::pair<QByteArray, QByteArray>> &entries )
{
  QByteArray bytes = "}(";
  for ( const auto &[key, value] : entries )
    bytes += text( key ) + value;
  return bytes + "u";
}

//! The whole pickle of one value.
inline QByteArray whole( const QByteArray &value )
{
  return QByteArray( "\x80\x02", 2 ) + value + ".";
}

//! A file of PyTorch with this pickle and these storages.
inline QByteArray file( const QByteArray &pickle,
                        const std::vector<std::pair<QByteArray, QByteArray>> &storages )
{
  std::vector<ZipEntry> entries{ { "archive/data.pkl", pickle }, { "archive/version", "3\n" } };
  for ( const auto &[key, bytes] : storages )
    entries.push_back( { "archive/data/" + key, bytes } );
  return zipped( entries );
}

} // namespace pickled
