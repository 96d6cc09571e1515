#include "model/scene/zonenames.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>

#include "model/base/lettercase.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

//! Small letters of the rest of Latin 1, from à on, without their signs.
constexpr const char *latin[] = { "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e", "e",
                                  "e", "i", "i", "i", "i", "d", "n",  "o", "o",  "o", "o",
                                  "o", "",  "o", "u", "u", "u", "u",  "y", "th", "y" };

//! A letter of two bytes (UTF-8), small and without its signs where it is one of Latin 1 or Cyrillic.
std::string folded( unsigned char first, unsigned char second )
{
  const auto pair = []( int code ) {
    return std::string{ static_cast<char>( 0xc0 | code >> 6 ), static_cast<char>( 0x80 | ( code & 0x3f ) ) };
  };
  int code = ( first & 0x1f ) << 6 | ( second & 0x3f );
  constexpr int capitalA = 0xc0;
  constexpr int sharpS = 0xdf;
  constexpr int smallA = 0xe0;
  if ( code == sharpS )
    return "ss";
  if ( code >= capitalA && code <= 0xff )
    return latin[code < smallA ? code - capitalA : code - smallA];
  if ( code >= 0x410 && code <= 0x42f ) // capitals of Cyrillic
    code += 0x20;
  if ( code == 0x401 || code == 0x451 ) // with two dots, which many leave out
    code = 0x435;
  return pair( code );
}

//! \a text without blanks and signs, in small letters.
std::string plain( const std::string &text )
{
  std::string result;
  for ( std::size_t i = 0; i < text.size(); ++i )
  {
    const auto c = static_cast<unsigned char>( text[i] );
    if ( ( c & 0xe0 ) == 0xc0 && i + 1 < text.size() )
      result += folded( c, static_cast<unsigned char>( text[++i] ) );
    else if ( !std::isspace( c ) && c != '_' && c != '-' && c != '\'' )
      result += static_cast<char>( c );
  }
  return lowerCase( result );
}

//! English, German, French, Spanish, Portuguese, Italian, Dutch, Norwegian, Danish, Swedish, Icelandic,
//! Finnish and Russian, each word as plain() leaves it.
constexpr const char *words[] = {
    // not available
    "na n/a notavailable nodata shadow unknown unclassified background none noinformation "
    "nichtverfugbar keinedaten schatten unbekannt hintergrund unklassifiziert "
    "nondisponible pasdedonnees sansdonnees donneesabsentes ombre inconnu "
    "nodisponible sindatos desconocido sombra naodisponivel semdados desconhecido "
    "nondisponibile nessundato sconosciuto ombra nietbeschikbaar geengegevens onbekend schaduw "
    "ikketilgjengelig ingendata ukjent skygge ikketilgaengelig ukendt ejtillgangligt okand skugga "
    "eisaatavilla eitietoa нетданных недоступно неизвестно тень",
    // rock
    "rock rocks stone land bedrock ground mountain mountains bareground nunatak nunataks "
    "fels felsen gestein festland gebirge berg boden "
    "roche roches rocher rochers terre sol montagne "
    "roca rocas tierra suelo montana rocha rochas terra montanha roccia rocce terreno montagna "
    "rots rotsen gesteente fjell fjeld klippe klipper bjerg stein sten bart berggrund grunnfjell "
    "klettur kallio maa скала скалы порода породы камень горы суша земля",
    // glacier
    "glacier glaciers ice glacierice landice icesheet iceshelf "
    "gletscher eis gletschereis inlandeis glace glacedeglacier glaciar glaciares hielo "
    "geleira glaciar gelo ghiacciaio ghiacciai ghiaccio gletsjer ijs landijs "
    "bre isbre breis is innlandsis isbrae brae indlandsis glaciaris inlandsis "
    "jokull is jaatikko jaa ледник ледники лед",
    // ocean
    "ocean sea water melange icemelange oceanandicemelange oceanmelange seaice openwater seawater fjord "
    "ozean meer wasser meereis meerwasser ozeanundeismelange eismelange "
    "mer eau oceanetmelange banquise glacedemer oceano mar agua hielomarino "
    "mare acqua ghiacciomarino zee oceaan zeewater zeeijs "
    "hav havet sjo vann vand vatten havis sjois havvann haf sjor vatn meri vesi merijaa "
    "океан море вода морскойлед" };

} // namespace

std::optional<std::uint8_t> zoneNamed( const std::string &text )
{
  static const std::map<std::string, Zone> names = []
  {
    std::map<std::string, Zone> all;
    const char *const *list = words;
    for ( const Zone zone : { Zone::NotAvailable, Zone::Rock, Zone::Glacier, Zone::Ocean } )
    {
      std::istringstream stream( *list++ );
      for ( std::string word; stream >> word; )
        all[word] = zone;
    }
    return all;
  }();
  const auto found = names.find( plain( text ) );
  return found == names.end() ? std::nullopt
                              : std::optional<std::uint8_t>( static_cast<std::uint8_t>( found->second ) );
}

std::string readingOf( const std::map<std::string, std::uint8_t> &names )
{
  std::string reading;
  for ( const auto &[name, zone] : names )
    if ( const std::string own = plain( name );
         own != plain( nameOfZone( zone ) ) && own != "na" && own != "n/a" )
      reading += ( reading.empty() ? "“" : ", “" ) + name + "” as " + nameOfZone( zone );
  return reading;
}

const char *nameOfZone( std::uint8_t zone )
{
  constexpr const char *names[] = { "not available", "rock", "glacier", "ocean" };
  return names[zone];
}

bool isWord( const std::string &text )
{
  const auto isDigit = []( unsigned char c ) { return std::isdigit( c ) != 0; };
  const auto isLetter = []( unsigned char c ) { return std::isalpha( c ) != 0 || c >= 0x80; };
  return std::any_of( text.begin(), text.end(), isLetter ) &&
         std::none_of( text.begin(), text.end(), isDigit );
}

} // namespace calving
