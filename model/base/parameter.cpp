#include "model/base/parameter.h"

#include <algorithm>
#include <cassert>

namespace calving
{

Parameter number( const char *key, const char *label, std::optional<double> &option, const Range &range,
                  std::string help )
{
  return optional( { key, label, std::move( help ),
                     NumberKind{ false, range.low, range.high, [&option] { return option; },
                                 [&option]( double value ) { option = value; } } } );
}

Parameter numberOrZero( const char *key, const char *label, double &option, const Range &range,
                        std::string help )
{
  return optional( { key, label, std::move( help ),
                     NumberKind{ false, range.low, range.high,
                                 [&option] { return option == 0 ? std::nullopt : std::optional( option ); },
                                 [&option]( double value ) { option = value; } } } );
}

Parameter percent( const char *key, const char *label, double &share, std::string help )
{
  return { key, label, std::move( help ),
           NumberKind{ false, 0, 100, [&share] { return share * 100; },
                       [&share]( double value ) { share = value / 100; } } };
}

Parameter toggle( const char *key, const char *label, bool &option, std::string help )
{
  return { key, label, std::move( help ), SwitchKind{ &option } };
}

Parameter text( const char *key, const char *label, std::string &option, std::string help,
                std::function<std::string( const std::string & )> accept )
{
  return optional( { key, label, std::move( help ), TextKind{ &option, std::move( accept ) } } );
}

Parameter names( const char *key, const char *label, std::vector<std::string> &option, std::string help )
{
  return optional( { key, label, std::move( help ), NamesKind{ &option } } );
}

Parameter date( const char *key, const char *label, int &option, std::string help )
{
  return { key, label, std::move( help ),
           DateKind{ [&option] { return option; }, [&option]( int day ) { option = day; } } };
}

Parameter date( const char *key, const char *label, std::optional<int> &option, std::string help )
{
  return optional( { key, label, std::move( help ),
                     DateKind{ [&option] { return option; }, [&option]( int day ) { option = day; } } } );
}

Parameter file( const char *key, const char *label, std::string &option, const char *filter,
                std::string help )
{
  return { key, label, std::move( help ), FileKind{ &option, filter, false } };
}

Parameter requiredFile( const char *key, const char *label, std::string &option, const char *filter,
                        std::string help )
{
  return { key, label, std::move( help ), FileKind{ &option, filter, true } };
}

Parameter advanced( Parameter parameter )
{
  parameter.advanced = true;
  return parameter;
}

Parameters advanced( Parameters list )
{
  for ( Parameter &parameter : list )
    parameter.advanced = true;
  return list;
}

Parameter optional( Parameter parameter )
{
  parameter.optional = true;
  return parameter;
}

Parameters optional( Parameters list )
{
  for ( Parameter &parameter : list )
    parameter.optional = true;
  return list;
}

Parameter withSource( Parameter parameter, const char *source )
{
  parameter.source = source;
  return parameter;
}

namespace
{

Parameters chosen( const Parameters &list, const std::vector<std::string> &keys, bool wanted )
{
  Parameters result;
  for ( const Parameter &parameter : list )
    if ( ( std::find( keys.begin(), keys.end(), parameter.key ) != keys.end() ) == wanted )
      result.push_back( parameter );
  return result;
}

} // namespace

Parameters only( const Parameters &list, const std::vector<std::string> &keys )
{
  return chosen( list, keys, true );
}

Parameters without( const Parameters &list, const std::vector<std::string> &keys )
{
  return chosen( list, keys, false );
}

Parameters joined( std::vector<Parameters> lists )
{
  Parameters all;
  for ( Parameters &list : lists )
    std::move( list.begin(), list.end(), std::back_inserter( all ) );
  return all;
}

Parameter &parameterIn( Parameters &list, const std::string &key )
{
  const auto found = std::find_if( list.begin(), list.end(),
                                   [&key]( const Parameter &parameter ) { return parameter.key == key; } );
  assert( found != list.end() );
  return *found;
}

} // namespace calving
