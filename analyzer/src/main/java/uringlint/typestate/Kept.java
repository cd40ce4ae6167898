package uringlint.typestate;

/// Where an object is kept, in the words of the source; `field` is the last field on the way, or the variable where there is none.
public record Kept(String text, String field) {
    public static Kept at(Location location) {
        String field = location.lastField();
        return new Kept(location.toString(), field.isEmpty() && location.region() instanceof Location.Region.Global(var name) ? name : field);
    }
}
