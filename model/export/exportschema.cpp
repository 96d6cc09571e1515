#include "model/export/exportschema.h"

#include <algorithm>
#include <cmath>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/base/parametertext.h"
#include "model/scene/mission.h"

namespace calving
{

namespace
{

//! What fields hold, whatever they are called.
enum class Fact
{
  GlacierId,
  QualityFlag,
  //! The same as text of two digits.
  QualityDigits,
  Date,
  Year,
  Month,
  Day,
  DecimalYear,
  Satellite,
  //! "Sentinel-1" for S1A.
  Mission,
  ImageId,
  Author,
  CentreX,
  CentreY,
  Longitude,
  Latitude,
  GreenlandicName,
  OfficialName,
  AlternativeName,
  ReferenceName
};

struct ExportColumn
{
  Column column;
  Fact fact;
};

using Names = std::vector<const char *>;

const std::vector<ExportColumn> &tableOf( ExportSchema schema )
{
  using Kind = ColumnKind;
  // What the writers of these databases give texts in Shapefiles.
  constexpr int letters = 80;
  constexpr int lettersOfDate = 10;
  const auto field = []( const char *name, Kind kind, const char *meaning, Fact fact )
  {
    const int length = kind != Kind::Text ? 0 : fact == Fact::Date ? lettersOfDate : letters;
    return ExportColumn{ { name, name, kind, meaning, "", length }, fact };
  };
  static const std::vector<ExportColumn> calfin{
      field( "GlacierID", Kind::Whole, "number of the glacier", Fact::GlacierId ),
      field( "Center_X", Kind::Number, "mean of the front's vertices: x", Fact::CentreX ),
      field( "Center_Y", Kind::Number, "the same: y", Fact::CentreY ),
      field( "Latitude", Kind::Number, "of that point", Fact::Latitude ),
      field( "Longitude", Kind::Number, "of that point", Fact::Longitude ),
      field( "QualFlag", Kind::Whole, "0 manual, 10 automatic; 3 and 13 with gaps of Landsat 7",
             Fact::QualityFlag ),
      field( "Satellite", Kind::Text, "satellite", Fact::Satellite ),
      field( "Date", Kind::Text, "YYYY-MM-DD", Fact::Date ),
      field( "ImageID", Kind::Text, "scene", Fact::ImageId ),
      field( "GrnlndcN", Kind::Text, "Greenlandic name", Fact::GreenlandicName ),
      field( "OfficialN", Kind::Text, "official name", Fact::OfficialName ),
      field( "AltName", Kind::Text, "another name", Fact::AlternativeName ),
      field( "RefName", Kind::Text, "name by which the glacier is referred to", Fact::ReferenceName ),
      field( "Author", Kind::Text, "who traced it", Fact::Author ) };
  static const std::vector<ExportColumn> termPicks{
      field( "GlacierID", Kind::Whole, "number of the glacier", Fact::GlacierId ),
      field( "Date", Kind::Text, "YYYY-MM-DD", Fact::Date ),
      field( "Year", Kind::Whole, "of the date", Fact::Year ),
      field( "Month", Kind::Whole, "of the date", Fact::Month ),
      field( "Day", Kind::Whole, "of the date", Fact::Day ),
      field( "DecDate", Kind::Number, "decimal year", Fact::DecimalYear ),
      field( "QualFlag", Kind::Text,
             "two digits: 0 manual or 1 automatic, then what is the matter, 0 nothing", Fact::QualityDigits ),
      field( "Satellite", Kind::Text, "satellite", Fact::Satellite ),
      field( "ImageID", Kind::Text, "scene", Fact::ImageId ),
      field( "Author", Kind::Text, "who traced it", Fact::Author ),
      field( "Center_X", Kind::Number, "mean of the front's vertices: x", Fact::CentreX ),
      field( "Center_Y", Kind::Number, "the same: y", Fact::CentreY ) };
  static const std::vector<ExportColumn> nsidc{
      field( "GlacierID", Kind::Whole, "number of the glacier", Fact::GlacierId ),
      field( "QualFlag", Kind::Whole, "quality", Fact::QualityFlag ),
      field( "DATE", Kind::Text, "YYYY-MM-DD", Fact::Date ),
      field( "GrnlndcNam", Kind::Text, "Greenlandic name", Fact::GreenlandicName ),
      field( "Official_n", Kind::Text, "official name", Fact::OfficialName ),
      field( "AltName", Kind::Text, "another name", Fact::AlternativeName ),
      field( "ImgSource", Kind::Text, "mission", Fact::Mission ) };
  return schema == ExportSchema::Calfin ? calfin : schema == ExportSchema::TermPicks ? termPicks : nsidc;
}

std::string firstOf( const AttributeText &attribute, const Names &names )
{
  for ( const char *name : names )
    if ( std::string text = attribute( name ); !text.empty() )
      return text;
  return {};
}

//! Turns what a front says into values, and notes what is wrong.
class Values
{
public:
  Values( ExportSchema schema, const ExportedFront &front, const ExportDefaults &defaults,
          std::vector<std::string> &problems )
    : mSchema( schema )
    , mFront( front )
    , mDefaults( defaults )
    , mProblems( problems )
  {
  }

  std::string of( const ExportColumn &field )
  {
    std::string value = valueOf( field.fact );
    const auto room = static_cast<std::size_t>( field.column.length );
    if ( room > 0 && value.size() > room )
      note( std::string( field.column.name ) + " has room for " + std::to_string( room ) + " bytes, and “" +
            value + "” has " + std::to_string( value.size() ) + "; shorten it" );
    return value;
  }

private:
  void note( const std::string &problem ) { mProblems.push_back( mFront.what + ": " + problem + "." ); }

  std::string said( const Names &names ) const { return firstOf( mFront.attribute, names ); }

  //! A whole number that must be known.
  std::optional<int> whole( const Names &names, const std::optional<int> &standard, const char *field,
                            const char *parameter )
  {
    const std::string text = said( names );
    if ( text.empty() && !standard )
      note( std::string( "no " ) + field + " is known; give its layer an attribute " + field + ", or give " +
            parameter );
    if ( text.empty() )
      return standard;
    const std::optional<double> number = numberIn( text, false );
    if ( number && *number == std::floor( *number ) && *number >= 0 && *number < 1e9 )
      return static_cast<int>( *number );
    note( std::string( field ) + " is “" + text + "”, and should be a whole number" );
    return {};
  }

  std::optional<int> qualityFlag()
  {
    const std::optional<int> flag = whole( { "qual_flag", "QualFlag", "Quality_Fl" }, mDefaults.qualityFlag,
                                           "QualFlag", "QUALITY_FLAG (0 manual, 10 automatic)" );
    constexpr std::array<int, 4> known{ 0, 3, 10, 13 };
    if ( flag && mSchema == ExportSchema::Calfin &&
         std::find( known.begin(), known.end(), *flag ) == known.end() )
      note( "QualFlag is " + std::to_string( *flag ) + ", and CALFIN knows 0, 3, 10 and 13" );
    constexpr int most = 99;
    if ( flag && *flag > most )
      note( "QualFlag is " + std::to_string( *flag ) + ", and has two digits at most" );
    return flag;
  }

  std::string valueOf( Fact fact )
  {
    const auto text = []( const std::optional<int> &number )
    { return number ? std::to_string( *number ) : std::string(); };
    const CalendarDate day = dateOfDay( mFront.moment.day );
    switch ( fact )
    {
    case Fact::GlacierId:
      return text( whole( { "GlacierID", "glacier_id", "Glacier ID", "GLACIER_ID", "Glacier_ID", "TermPicksID" },
                          mDefaults.glacierId, "GlacierID", "GLACIER_ID" ) );
    case Fact::QualityFlag:
      return text( qualityFlag() );
    case Fact::QualityDigits:
    {
      const std::optional<int> flag = qualityFlag();
      return flag ? paddedNumber( *flag, 2 ) : std::string();
    }
    case Fact::Date:
      return mFront.moment.date();
    case Fact::Year:
      return std::to_string( day.year );
    case Fact::Month:
      return std::to_string( day.month );
    case Fact::Day:
      return std::to_string( day.day );
    case Fact::DecimalYear:
      return numberText( mFront.moment.decimalYear(), Decimals{ 4 } );
    default:
      return otherValue( fact );
    }
  }

  std::string otherValue( Fact fact ) const
  {
    constexpr Decimals millimetres{ 3 };
    constexpr Decimals degrees{ 7 };
    const std::string author = said( { "author", "Author", "operatorName" } );
    const std::string reference = said( { "ref_name", "RefName" } );
    switch ( fact )
    {
    case Fact::Satellite:
      return said( { "sensor", "Satellite", "satellite", "SAT", "Sensor", "ImgSource" } );
    case Fact::Mission:
      return missionOf( said( { "ImgSource", "sensor", "Satellite", "satellite", "SAT", "Sensor" } ) );
    case Fact::ImageId:
      return said( { "image_id", "ImageID", "imageID", "Image_ID" } );
    case Fact::Author:
      return author.empty() ? mDefaults.author : author;
    case Fact::CentreX:
      return numberText( mFront.centre[0], millimetres );
    case Fact::CentreY:
      return numberText( mFront.centre[1], millimetres );
    case Fact::Longitude:
      return numberText( mFront.place[0], degrees );
    case Fact::Latitude:
      return numberText( mFront.place[1], degrees );
    case Fact::GreenlandicName:
      return said( { "GrnlndcN", "GrnlndcNam" } );
    case Fact::AlternativeName:
      return said( { "alt_name", "AltName" } );
    case Fact::ReferenceName:
      return !reference.empty() || numberIn( mFront.glacier, false ) ? reference : mFront.glacier;
    default:
      return officialName();
    }
  }

  //! A name that says not what kind it is counts as official; a number is none.
  std::string officialName() const
  {
    const std::string official = said( { "glacier_name", "OfficialN", "Official_n", "Official" } );
    const bool isOther =
        !said( { "GrnlndcN", "GrnlndcNam", "alt_name", "AltName", "ref_name", "RefName" } ).empty();
    return !official.empty() || isOther || numberIn( mFront.glacier, false ) ? official : mFront.glacier;
  }

  ExportSchema mSchema;
  const ExportedFront &mFront;
  const ExportDefaults &mDefaults;
  std::vector<std::string> &mProblems;
};

} // namespace

std::string nameOf( ExportSchema schema )
{
  return schema == ExportSchema::Calfin      ? "CALFIN"
         : schema == ExportSchema::TermPicks ? "TermPicks"
                                             : "NSIDC-0642";
}

std::vector<Column> exportColumns( ExportSchema schema )
{
  std::vector<Column> columns;
  for ( const ExportColumn &field : tableOf( schema ) )
    columns.push_back( field.column );
  return columns;
}

std::vector<std::string> exportValues( ExportSchema schema, const ExportedFront &front,
                                       const ExportDefaults &defaults, std::vector<std::string> &problems )
{
  Values values( schema, front, defaults, problems );
  std::vector<std::string> texts;
  for ( const ExportColumn &field : tableOf( schema ) )
    texts.push_back( values.of( field ) );
  return texts;
}

} // namespace calving
