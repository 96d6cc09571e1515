#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace calving
{

/**
 * A value described by a pickle. Which members count depends on the kind.
 *
 * Values may contain themselves: whoever walks them must bound the depth.
 */
struct PickleValue
{
  enum class Kind
  {
    //! Something we do not understand or need: None, floats, bytes, objects of classes.
    Opaque,
    //! integer; booleans are 0 and 1.
    Integer,
    //! text, in UTF-8.
    Text,
    //! text: a class or function by its full name, such as "torch._utils._rebuild_tensor_v2".
    Global,
    //! items, in order. Lists, tuples and sets alike.
    Sequence,
    //! items: key, value, key, value, ... Later keys win over earlier ones.
    Table,
    //! items: what is called, and the arguments (a Sequence). The call has not happened and never will.
    Call,
    //! items: the identity of an object that is kept outside the pickle.
    Persistent
  };

  Kind kind = Kind::Opaque;
  std::int64_t integer = 0;
  std::string text;
  std::vector<const PickleValue *> items;
};

/**
 * Reads a Python pickle (protocols 2 to 5) as a description, executing nothing.
 * Source: the table of opcodes in Python's Lib/pickletools.py.
 *
 * Classes are names, calls stay descriptions, state set on objects is dropped; only the standard library's
 * dictionaries are built. Memory is bounded, whatever the input: a few times its length, two million values
 * and five million steps that push or remember one, some 500 MB in all. By hand, because a library would need
 * Python itself, or run what the file asks for.
 */
class Pickle
{
public:
  //! Throws Error, naming \a origin, where \a bytes are damaged.
  Pickle( std::string_view bytes, const std::string &origin );
  Pickle( const Pickle & ) = delete;
  Pickle &operator=( const Pickle & ) = delete;

  //! What the pickle describes. Lives as long as this object.
  const PickleValue &root() const { return *mRoot; }

private:
  //! Flat, so that neither deep nor circular values need recursion when they go.
  std::deque<PickleValue> mValues;
  const PickleValue *mRoot = nullptr;
};

//! The value of the text \a key in \a table; null where there is none or \a table is no Table.
const PickleValue *valueOf( const PickleValue &table, std::string_view key );

//! The arguments where \a value is a call of the function \a name; else null.
const PickleValue *argumentsOfCall( const PickleValue &value, std::string_view name );

} // namespace calving
